import type { Database, Statement } from "bun:sqlite";
import type { Body } from "../../../message/hidden.ts";
import { effectOf, placeWord, wordsOf } from "../words-of.ts";

interface Row {
  readonly pos: number;
  readonly conv: number;
  readonly seq: number;
  readonly sender: string;
  readonly kind: string;
  readonly ref: number | null;
  readonly digest: string;
  readonly body: string;
}

/** Entries that are counted: a look at how far it is behind must not read all that it is behind by. */
const COUNTED = 10_000;
const COLUMNS = "pos, conv, seq, sender, kind, ref, digest, body";

/** Brings an index on, some entries at a time, each time in one transaction with how far it has come: exactly once, whatever dies. */
export class TakeIn {
  readonly #next: Statement<Row, [number, number]>;
  readonly #at: Statement<Row, [number, number]>;
  readonly #add: Statement<never, [number, string, string]>;
  readonly #drop: Statement<never, [number]>;
  readonly #hide: Statement<never, [number, number, number]>;
  readonly #hidden: Statement<{ pos: number }, [number, number]>;
  readonly #unhide: Statement<never, [number, number]>;
  readonly #note: Statement<never, [number, string]>;
  readonly #stands: Statement<{ pos: number }, []>;
  readonly #behind: Statement<{ counted: number; apart: number }, []>;

  constructor(private readonly database: Database) {
    this.#next = database.query(`SELECT ${COLUMNS} FROM store.entries WHERE pos > ? ORDER BY pos LIMIT ?`);
    this.#at = database.query(`SELECT ${COLUMNS} FROM store.entries WHERE conv = ? AND seq = ?`);
    this.#add = database.query("INSERT INTO words (rowid, t, p) VALUES (?, ?, ?)");
    this.#drop = database.query("DELETE FROM words WHERE rowid = ?");
    this.#hide = database.query("INSERT OR REPLACE INTO hidden (conv, seq, pos) VALUES (?, ?, ?)");
    this.#hidden = database.query("SELECT pos FROM hidden WHERE conv = ? AND seq = ?");
    this.#unhide = database.query("DELETE FROM hidden WHERE conv = ? AND seq = ?");
    this.#note = database.query("UPDATE main.state SET pos = ?, digest = ?");
    this.#stands = database.query("SELECT pos FROM main.state");
    this.#behind = database.query(
      `SELECT (SELECT count(*) FROM (SELECT 1 FROM store.entries e WHERE e.pos > s.pos LIMIT ${COUNTED})) AS counted,
              (SELECT coalesce(max(e.pos), 0) FROM store.entries e) - s.pos AS apart FROM main.state s`,
    );
  }

  /** How many entries are not in it yet; where they are many, about. */
  get behind(): number {
    const { counted, apart } = this.#behind.get() ?? { counted: 0, apart: 0 };
    return counted < COUNTED ? counted : Math.max(counted, apart);
  }

  /**
   * Takes in what comes next.
   *
   * @param most entries at most
   * @returns how many there were; fewer than asked for: it has come to the end
   */
  step(most: number): number {
    return this.database.transaction(() => {
      // all of them at once: a read that is left half way would hold on to the store's log, which its writer must begin anew now and then
      const rows = this.#next.all(this.#stands.get()?.pos ?? 0, most);
      for (const row of rows) this.#take(row);
      const last = rows.at(-1);
      if (last) this.#note.run(last.pos, last.digest);
      return rows.length;
    })();
  }

  #take(row: Row): void {
    const effect = effectOf(row);
    if (effect === undefined) return;
    if (effect.does === "say") {
      this.#put(row.pos, row, effect.tokens);
      return;
    }
    const message = this.#at.get(row.conv, effect.of);
    if (!message) return;
    if (effect.does === "recall") this.#forget(message);
    else if (message.body === "{}") return;
    else if (effect.hidden) this.#editHidden(row, message, effect.words);
    else {
      this.#drop.run(message.pos);
      this.#put(message.pos, message, wordsOf(message.kind, effect.words));
    }
  }

  #put(pos: number, { conv, sender, kind }: Row, tokens: readonly string[]): void {
    if (tokens.length === 0) return;
    const place = [placeWord.conv(conv), placeWord.from(sender), placeWord.kind(kind) ?? ""];
    this.#add.run(pos, tokens.join(" "), place.join(" "));
  }

  #editHidden(edit: Row, message: Row, words: Body): void {
    this.#dropHidden(message);
    this.#put(edit.pos, message, wordsOf(message.kind, words));
    this.#hide.run(message.conv, message.seq, edit.pos);
  }

  #forget(message: Row): void {
    this.#drop.run(message.pos);
    this.#dropHidden(message);
  }

  #dropHidden({ conv, seq }: Row): void {
    for (const { pos } of this.#hidden.all(conv, seq)) this.#drop.run(pos);
    this.#unhide.run(conv, seq);
  }
}
