import type { Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Reading } from "../../message/read.ts";
import { corrected, EMPTY_DIGEST } from "../../storage/digest.ts";

type Digest = Result<"sync.verify">;

const LOG = "SELECT seq, digest FROM entries WHERE conv = (SELECT num FROM conversations WHERE id = ?)";

/** The digest of a log at one of its entries, or at its head: each entry is kept with it. [DIGEST-1] [DIGEST-3] */
export async function readDigest(reading: Reading, user: string, conv: string, seq?: number): Promise<Digest> {
  await memberOf(reading.conversations, conv, user);
  const statement =
    seq === undefined
      ? { sql: `${LOG} ORDER BY seq DESC LIMIT 1`, parameters: [conv] }
      : { sql: `${LOG} AND seq = ?`, parameters: [conv, seq] };
  const [found] = await reading.storage.query<Digest>(statement);
  if (found) return { seq: found.seq, digest: corrected(found.digest, await corrections(reading, conv, found.seq)) };
  if (seq !== undefined && seq > 0)
    throw new Refusal("invalid", { path: "/seq", message: "beyond the head of the log" });
  return { seq: 0, digest: EMPTY_DIGEST };
}

/** By what messages that were taken back have changed the digest since it was kept. [DIGEST-5] */
async function corrections({ storage }: Reading, conv: string, seq: number): Promise<string[]> {
  const rows = await storage.query<{ digest: string }>({
    sql: "SELECT digest FROM corrections WHERE conv = (SELECT num FROM conversations WHERE id = ?) AND seq <= ?",
    parameters: [conv, seq],
  });
  return rows.map(({ digest }) => digest);
}
