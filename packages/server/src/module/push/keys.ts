import { createECDH, createHash } from "node:crypto";
import type { RandomBytes } from "../../kit/id.ts";
import type { Commit } from "../../message/commit.ts";
import type { Storage } from "../../storage/storage.ts";

/** What this server signs with. Made at first start, kept with everything else that it keeps, the same on all nodes. */
export interface PushKeys {
  /** For Web Push (RFC 8292): the private key of P-256, and the public one as browsers want it, base64url. */
  readonly vapid: { readonly secret: Uint8Array; readonly key: string };
  /** For the tokens in notifications. */
  readonly token: Uint8Array;
}

/** Those of the node which came first; with other keys every browser would have to subscribe anew. */
export async function loadKeys(
  { storage, commit }: { readonly storage: Pick<Storage, "query">; readonly commit: Pick<Commit, "submit"> },
  random: RandomBytes,
): Promise<PushKeys> {
  const kept = await read(storage);
  const has = kept.get("vapid") !== undefined && kept.get("token") !== undefined;
  if (!has) {
    const rows = [
      put("vapid", Buffer.from(privateKey(random)).toString("base64url")),
      put("token", Buffer.from(random(32)).toString("base64url")),
    ];
    await commit.submit({ rows });
  }
  const now = has ? kept : await read(storage);
  const secret = bytes(now.get("vapid"));
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(secret);
  return { vapid: { secret, key: pair.getPublicKey("base64url") }, token: bytes(now.get("token")) };
}

const put = (name: string, value: string) => ({
  sql: "INSERT INTO push_keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
  parameters: [name, value],
});

async function read(storage: Pick<Storage, "query">): Promise<Map<string, string>> {
  const rows = await storage.query<{ name: string; value: string }>({
    sql: "SELECT name, value FROM push_keys",
    parameters: [],
  });
  return new Map(rows.map(({ name, value }) => [name, value]));
}

const bytes = (text = ""): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

/** Out of the randomness of the server, so that tests know it; nearly every 32 bytes are a key of P-256. */
function privateKey(random: RandomBytes): Uint8Array {
  const pair = createECDH("prime256v1");
  for (let seed = random(32); ; seed = createHash("sha256").update(seed).digest()) {
    try {
      pair.setPrivateKey(seed);
      return seed;
    } catch (fault) {
      if (!(fault instanceof Error)) throw fault;
    }
  }
}
