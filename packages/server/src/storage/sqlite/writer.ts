import type { Database, SQLQueryBindings, Statement as Prepared } from "bun:sqlite";
import { SQLiteError } from "bun:sqlite";
import { Refusal } from "../../kit/refusal.ts";
import { RunningDigest } from "../running-digest.ts";
import {
  POS,
  type Draft,
  type MarkMove,
  type MarkState,
  type Outcome,
  type Place,
  type Statement,
  type Write,
} from "../storage.ts";
import { Heads, type Head } from "./heads.ts";
import { ENTRY_COLUMNS, type EntryRow } from "./row.ts";

interface MovedMark {
  read: number;
  read_count: number;
  delivered: number;
}

/** The one writer of a SQLite store: many writes in one transaction, each undone alone when it is refused. */
export class Writer {
  readonly #heads: Heads;
  readonly #digest = new RunningDigest();
  readonly #insert: Prepared<
    unknown,
    [number, number, number, string, string | null, number, string, number | null, number, string, string]
  >;
  readonly #known: Prepared<EntryRow, [string, string, number]>;
  readonly #remove: Prepared<unknown, [number]>;
  readonly #own: Prepared<unknown, [number, number, number, number, string]>;
  readonly #mark: Prepared<MovedMark, [number, number, number, string]>;
  readonly #moved: Prepared<unknown, [number, number]>;
  readonly #position: Prepared<unknown, [number]>;
  #pos: number;

  constructor(
    private readonly database: Database,
    private readonly now: () => number,
  ) {
    this.#heads = new Heads(database);
    this.#pos = database.query<{ pos: number }, []>("SELECT pos FROM store").get()?.pos ?? 0;
    this.#insert = database.query(
      `INSERT INTO entries (pos, conv, seq, sender, key, at, kind, ref, count, digest, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key, sender, conv) WHERE key IS NOT NULL DO NOTHING`,
    );
    this.#known = database.query(`SELECT ${ENTRY_COLUMNS} FROM entries WHERE key = ? AND sender = ? AND conv = ?`);
    this.#remove = database.query("DELETE FROM entries WHERE pos = ?");
    this.#own = database.query(
      "UPDATE members SET read = ?, read_count = ?, delivered = ? WHERE conv = ? AND user = ?",
    );
    this.#mark = database.query(
      `UPDATE members SET read = max(read, ?1), delivered = max(delivered, ?2),
         read_count = CASE WHEN ?1 > read THEN (SELECT count FROM entries WHERE conv = ?3 AND seq = ?1) ELSE read_count END
       WHERE conv = ?3 AND user = ?4 AND (read < ?1 OR delivered < ?2) RETURNING read, read_count, delivered`,
    );
    this.#moved = database.query("UPDATE conversations SET moved = ? WHERE num = ?");
    this.#position = database.query("UPDATE store SET pos = ?");
  }

  /** Throws when nothing could be kept (disk full, I/O error); then nothing was. */
  commit(writes: readonly Write[]): Outcome[] {
    const before = this.#pos;
    try {
      this.database.run("BEGIN IMMEDIATE");
      const outcomes = writes.map((write) => this.#write(write));
      if (this.#pos > before) this.#position.run(this.#pos);
      this.database.run("COMMIT");
      return outcomes;
    } catch (fault) {
      this.#pos = before;
      this.#heads.forgetAll();
      // a full disk has rolled back by itself already
      if (this.database.inTransaction) this.database.run("ROLLBACK");
      throw fault;
    }
  }

  /** The usual message needs no savepoint: its one guard is checked by hand. */
  #write(write: Write): Outcome {
    const alone = write.entries?.length === 1 && !write.rows && !write.marks;
    const before = this.#pos;
    try {
      if (alone) return this.#run(write);
      this.database.run("SAVEPOINT one");
      const outcome = this.#run(write);
      // what was there before is written once only, and so is what belongs to it [SEND-2]
      this.database.run(outcome.ok && outcome.repeated ? "ROLLBACK TO one; RELEASE one" : "RELEASE one");
      return outcome;
    } catch (fault) {
      const error = refused(fault);
      if (error === undefined) throw fault;
      this.#pos = before;
      this.#heads.forget((write.entries ?? []).map((draft) => draft.conv));
      if (!alone) this.database.run("ROLLBACK TO one; RELEASE one");
      return { ok: false, error };
    }
  }

  #run(write: Write): Outcome {
    const at = this.now();
    const first = this.#pos;
    if (write.rows) this.#pos += 1;
    for (const statement of write.rows ?? []) this.#statement(statement, this.#pos);
    const places: Place[] = [];
    for (const draft of write.entries ?? []) {
      const known = this.#append(draft, at, places);
      if (known) {
        this.#pos = first;
        return { ok: true, pos: known.pos, at: known.at, places: [known], marks: [], repeated: true };
      }
    }
    const marks: MarkState[] = [];
    for (const move of write.marks ?? []) this.#move(move, marks);
    return { ok: true, pos: this.#pos, at, places, marks, repeated: false };
  }

  /** Adds an entry at the head; or finds that its key was there before and returns where. */
  #append(draft: Draft, now: number, places: Place[]): Place | undefined {
    const head = this.#heads.of(draft.conv);
    if (!head) throw new Refusal("not_found");
    const pos = this.#pos + 1;
    const seq = head.seq + 1;
    const count = head.count + (draft.countable ? 1 : 0);
    // a clock that jumps back must not turn the order of times against the order of the log
    const at = Math.max(now, head.at);
    const { conv, from, kind, body, key = null, ref = null } = draft;
    const digest = this.#digest.add(head, { conv, seq, from, key, at, kind, ref, count, body });
    const { changes } = this.#insert.run(pos, head.num, seq, from, key, at, kind, ref, count, digest, body);
    if (changes === 0) return this.#sameAsBefore(draft, head);
    if (draft.byMember && this.#own.run(seq, count, seq, head.num, draft.from).changes === 0) {
      this.#remove.run(pos);
      throw new Refusal("not_found");
    }
    this.#pos = pos;
    head.seq = seq;
    head.count = count;
    head.at = at;
    head.high = this.#digest.high;
    head.low = this.#digest.low;
    places.push({ seq, pos, at, count });
    return undefined;
  }

  #sameAsBefore(draft: Draft, head: Head): Place {
    const known = this.#known.get(draft.key ?? "", draft.from, head.num);
    if (!known) throw new Error("an entry conflicts with a key that is not there");
    // of what was taken back there is no content any more to compare
    const same = known.body === draft.body || known.body === "{}";
    if (known.kind !== draft.kind || !same || known.ref !== (draft.ref ?? null)) throw new Refusal("key_reused");
    return { seq: known.seq, pos: known.pos, at: known.at, count: known.count };
  }

  #move(move: MarkMove, moved: MarkState[]): void {
    const head = this.#heads.of(move.conv);
    if (!head) return;
    const read = Math.min(move.read, head.seq);
    const delivered = Math.max(read, Math.min(move.delivered, head.seq));
    const pos = this.#pos + 1;
    const row = this.#mark.get(read, delivered, head.num, move.user);
    if (!row) return;
    this.#moved.run(pos, head.num);
    this.#pos = pos;
    moved.push({
      conv: move.conv,
      user: move.user,
      read: row.read,
      readCount: row.read_count,
      delivered: row.delivered,
      pos,
    });
  }

  #statement(statement: Statement, pos: number): void {
    const parameters = statement.parameters.map((value) => (value === POS ? pos : value)) as SQLQueryBindings[];
    const { changes } = this.database.query(statement.sql).run(...parameters);
    const guard = statement.expect;
    if (guard && changes !== guard.changes) throw new Refusal(guard.error);
  }
}

/** A guard that did not hold, or a constraint: the write's own failure. Anything else is the store's. */
function refused(fault: unknown) {
  if (fault instanceof Refusal) return fault.error;
  if (fault instanceof SQLiteError && fault.code?.startsWith("SQLITE_CONSTRAINT")) return "conflict";
  return undefined;
}
