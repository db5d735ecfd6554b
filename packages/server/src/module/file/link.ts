import { createHmac, timingSafeEqual } from "node:crypto";
import { FILE_PATH, LIMITS } from "@skein/protocol";
import { newSecret, type RandomBytes } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Commit } from "../../message/commit.ts";
import type { Storage } from "../../storage/storage.ts";

/** Makes links that say who asks, and knows them again. A link opens nothing by itself: whether they may read is looked up each time. [FILE-9] */
export class LinkKey {
  #secret: Promise<string> | undefined;

  constructor(
    private readonly store: { readonly storage: Pick<Storage, "query">; readonly commit: Pick<Commit, "submit"> },
    private readonly random: RandomBytes,
  ) {}

  async link(file: string, user: string, now: number): Promise<{ readonly url: string; readonly expires: number }> {
    // the same for a while, so that browsers find in their cache what they fetched a moment ago
    const expires = Math.ceil(now / (LIMITS.fileLink / 2)) * (LIMITS.fileLink / 2) + LIMITS.fileLink / 2;
    const query = new URLSearchParams({ by: user, until: String(expires), sig: await this.#sign(file, user, expires) });
    return { url: `${FILE_PATH}${file}?${query.toString()}`, expires };
  }

  /**
   * Who asks by a link; undefined where there is none in the query.
   *
   * @throws Refusal `code_invalid`
   */
  async asker(file: string, query: URLSearchParams, now: number): Promise<string | undefined> {
    const [by, until, sig] = ["by", "until", "sig"].map((name) => query.get(name));
    if (!by && !until && !sig) return undefined;
    const expires = /^\d{1,16}$/.test(until ?? "") ? Number(until) : 0;
    const right = Buffer.from(await this.#sign(file, by ?? "", expires));
    const given = Buffer.from(sig ?? "");
    const good = right.length === given.length && timingSafeEqual(right, given);
    if (!good || expires < now) throw new Refusal("code_invalid");
    return by ?? undefined;
  }

  async #sign(file: string, user: string, until: number): Promise<string> {
    this.#secret ??= this.#shared().catch((fault: unknown) => {
      this.#secret = undefined;
      throw fault;
    });
    const mac = createHmac("sha256", await this.#secret);
    return mac.update(`${file}\n${user}\n${until}`).digest("base64url");
  }

  /** Made by whoever needs it first, and the same for all nodes. */
  async #shared(): Promise<string> {
    const { storage, commit } = this.store;
    const read = { sql: "SELECT value FROM file_secret WHERE one = 1", parameters: [] };
    const [known] = await storage.query<{ value: string }>(read);
    if (known) return known.value;
    const insert = "INSERT INTO file_secret (one, value) VALUES (1, ?) ON CONFLICT (one) DO NOTHING";
    await commit.submit({ rows: [{ sql: insert, parameters: [newSecret(this.random)] }] });
    const [made] = await storage.query<{ value: string }>(read);
    if (!made) throw new Error("the secret of links was not kept");
    return made.value;
  }
}
