import type { Database, Statement } from "bun:sqlite";
import { Lru } from "../../kit/lru.ts";

/** Where a conversation's log stands. Changed in place: it is the writer's own. */
export interface Head {
  readonly num: number;
  seq: number;
  count: number;
  at: number;
}

const BOUND = 100_000;

/** The heads of the logs that are written to: the one writer knows them without reading. */
export class Heads {
  readonly #known = new Lru<string, Head>(BOUND);
  readonly #num: Statement<{ num: number }, [string]>;
  readonly #last: Statement<{ seq: number; count: number; at: number }, [number]>;

  constructor(database: Database) {
    this.#num = database.query("SELECT num FROM conversations WHERE id = ?");
    this.#last = database.query("SELECT seq, count, at FROM entries WHERE conv = ? ORDER BY seq DESC LIMIT 1");
  }

  of(conv: string): Head | undefined {
    const known = this.#known.get(conv);
    if (known) return known;
    const row = this.#num.get(conv);
    if (!row) return undefined;
    const last = this.#last.get(row.num);
    const head: Head = { num: row.num, seq: last?.seq ?? 0, count: last?.count ?? 0, at: last?.at ?? 0 };
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
