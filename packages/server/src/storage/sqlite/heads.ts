import type { Database, Statement } from "bun:sqlite";
import { Lru } from "../../kit/lru.ts";
import { EMPTY_DIGEST } from "../digest.ts";
import { halvesOf, type DigestHalves } from "../running-digest.ts";

/** Where a conversation's log stands. Changed in place: it is the writer's own. */
export interface Head extends DigestHalves {
  readonly num: number;
  seq: number;
  count: number;
  at: number;
}

const BOUND = 100_000;

/** The heads of the logs that are written to: the one writer knows them without reading. */
export class Heads {
  readonly #known = new Lru<string, Head>(BOUND, BOUND / 4);
  readonly #num: Statement<{ num: number }, [string]>;
  readonly #last: Statement<{ seq: number; count: number; at: number; digest: string }, [number]>;

  constructor(database: Database) {
    this.#num = database.query("SELECT num FROM conversations WHERE id = ?");
    this.#last = database.query("SELECT seq, count, at, digest FROM entries WHERE conv = ? ORDER BY seq DESC LIMIT 1");
  }

  of(conv: string): Head | undefined {
    const known = this.#known.get(conv);
    if (known) return known;
    const row = this.#num.get(conv);
    if (!row) return undefined;
    const last = this.#last.get(row.num);
    const { seq, count, at, digest } = last ?? { seq: 0, count: 0, at: 0, digest: EMPTY_DIGEST };
    const head: Head = { num: row.num, seq, count, at, ...halvesOf(digest) };
    this.#known.set(conv, head);
    return head;
  }

  /** Forgets what a write that was undone may have moved. */
  forget(convs: Iterable<string>): void {
    for (const conv of convs) this.#known.delete(conv);
  }

  forgetAll(): void {
    this.#known.clear();
  }
}
