import type { Draft, MarkMove, Statement, Write } from "../storage.ts";
import { joinedTexts, numberArray, textArray } from "./array.ts";
import { inlined } from "./literal.ts";
import { markLast, type Posted, posted } from "./posted.ts";

/** Positions that belong to one batch; the first one is the batch's own. */
export const SPAN = 4096;

/** Where in the batch the things of a write stand: its entries, the number of its first mark, and how many positions come before its own. */
export interface Slot {
  readonly write: Write;
  readonly before: number;
  readonly entries: readonly Posted[];
  readonly marks: number;
  /** The step that it is alone in; undefined for plain messages and marks. */
  readonly step: number | undefined;
}

type Run = [firstEntry: number, lastEntry: number, firstMark: number, lastMark: number];
type Alone = [...Run, rowsShift: number, rows: [string[], number | null, string | null][], tell: string | null];

/** How many positions a write takes: one for its statements, one for each entry and each mark. */
export function sizeOf(write: Write): number {
  return (write.rows ? 1 : 0) + (write.entries?.length ?? 0) + (write.marks?.length ?? 0);
}

/** Messages and marks that are handled as sets, as they gather. */
interface Gathering {
  /** Where its entries and marks begin among those of the batch. */
  readonly from: [number, number];
  /** Its messages by the number of their conversation. */
  readonly logs: Map<number, Posted[]>;
  readonly keys: Set<string>;
  /** Who has marked, and where. */
  readonly markers: Set<string>;
}

/** Kinds that a column of small numbers tells apart; there are far fewer. */
const KINDS = 128;

/**
 * Writes as the arguments of the commit function: columns of all messages and of all marks, and the steps to take.
 *
 * Plain messages and plain marks that follow each other go as one run, each handled as a set, messages first and those of a conversation
 * together. That changes no outcome, because a run ends where it would: before a key that comes again, and before a message of
 * somebody who has marked in it.
 */
export class BatchArguments {
  readonly slots: Slot[] = [];
  readonly #convs = new Map<string, number>();
  readonly #kinds = new Map<string, number>();
  readonly #posted: Posted[] = [];
  readonly #moves: MarkMove[] = [];
  readonly #moveShifts: number[] = [];
  readonly #steps: (Run | Alone)[] = [];
  #size = 0;
  #run: Gathering | undefined;

  constructor(writes: readonly Write[]) {
    for (const write of writes) this.#add(write);
    this.#endRun();
  }

  /**
   * In the order of the function's parameters.
   *
   * @throws RangeError when the messages are of more kinds than a batch tells apart
   */
  values(): (string | number)[] {
    const entries = this.#posted;
    const moves = this.#moves;
    const counts = entries.map(
      ({ draft, nth, counted }) => this.#kind(draft.kind) * 0x1_00_00_00 + nth * SPAN + counted,
    );
    return [
      textArray([...this.#convs.keys()]),
      textArray([...this.#kinds.keys()]),
      this.#size,
      numberArray(entries.map(({ conv, shift, flags }) => (conv << 16) | (shift << 4) | flags)),
      numberArray(counts),
      joinedTexts(entries.map(({ draft }) => draft.from)),
      joinedTexts(entries.map(({ draft }) => draft.key)),
      // hardly any has one, and what an array lacks is null
      entries.some(({ draft }) => draft.ref !== undefined)
        ? numberArray(entries.map(({ draft }) => draft.ref ?? null))
        : numberArray([]),
      joinedTexts(entries.map(({ draft }) => draft.body)),
      numberArray(this.#moveShifts),
      textArray(moves.map(({ conv }) => conv)),
      textArray(moves.map(({ user }) => user)),
      numberArray(moves.map(({ read }) => read)),
      numberArray(moves.map(({ delivered }) => delivered)),
      JSON.stringify(this.#steps),
    ];
  }

  #add(write: Write): void {
    const { entries = [], marks = [], rows, tell } = write;
    const [draft] = entries;
    const message = draft !== undefined && entries.length === 1 && marks.length === 0;
    if (rows || tell !== undefined || !(message || entries.length === 0)) this.#addAlone(write);
    else {
      if (draft && this.#mustWait(draft)) this.#endRun();
      const run = (this.#run ??= {
        from: [this.#posted.length, this.#moves.length],
        logs: new Map(),
        keys: new Set(),
        markers: new Set(),
      });
      if (draft?.key !== undefined) run.keys.add(draft.key);
      for (const { conv, user } of marks) run.markers.add(`${conv}\n${user}`);
      this.#place(write, run);
    }
  }

  /** The key alone decides, whoever's it is and wherever: they are long and by chance, so few runs end for nothing. */
  #mustWait(draft: Draft): boolean {
    const run = this.#run;
    if (!run) return false;
    if (draft.key !== undefined && run.keys.has(draft.key)) return true;
    return draft.byMember && run.markers.size > 0 && run.markers.has(`${draft.conv}\n${draft.from}`);
  }

  #addAlone(write: Write): void {
    this.#endRun();
    const from: [number, number] = [this.#posted.length, this.#moves.length];
    const rowsShift = this.#size + 1;
    this.#place(write, this.#steps.length);
    const rows = (write.rows ?? []).map(guarded);
    this.#steps.push([...this.#since(from), rowsShift, rows, write.tell ?? null]);
  }

  #place(write: Write, where: Gathering | number): void {
    const { entries = [], marks = [], rows } = write;
    const before = this.#size;
    let shift = before + (rows ? 1 : 0);
    const placed: Posted[] = [];
    for (const draft of entries) placed.push(this.#post(draft, ++shift, where));
    const step = typeof where === "number" ? where : undefined;
    this.slots.push({ write, before, entries: placed, marks: this.#moves.length, step });
    for (const move of marks) {
      numbered(this.#convs, move.conv);
      this.#moves.push(move);
      this.#moveShifts.push(++shift);
    }
    this.#size = shift;
  }

  #post(draft: Draft, shift: number, where: Gathering | number): Posted {
    const conv = numbered(this.#convs, draft.conv);
    if (typeof where === "number") {
      const alone = posted(draft, conv, shift, undefined);
      alone.item = this.#posted.push(alone);
      return alone;
    }
    let log = where.logs.get(conv);
    if (!log) where.logs.set(conv, (log = []));
    const entry = posted(draft, conv, shift, log.at(-1));
    log.push(entry);
    return entry;
  }

  #kind(name: string): number {
    const number = numbered(this.#kinds, name);
    if (number >= KINDS) throw new RangeError(`messages of more than ${KINDS} kinds in one batch`);
    return number;
  }

  #endRun(): void {
    const run = this.#run;
    if (!run) return;
    for (const log of run.logs.values()) {
      markLast(log);
      for (const entry of log) entry.item = this.#posted.push(entry);
    }
    this.#steps.push(this.#since(run.from));
    this.#run = undefined;
  }

  /** PostgreSQL's arrays begin at 1, and a slice that ends before it begins is empty. */
  #since([entries, marks]: [number, number]): Run {
    return [entries + 1, this.#posted.length, marks + 1, this.#moves.length];
  }
}

function numbered(numbers: Map<string, number>, name: string): number {
  let number = numbers.get(name);
  if (number === undefined) numbers.set(name, (number = numbers.size));
  return number;
}

function guarded(statement: Statement): [string[], number | null, string | null] {
  return [inlined(statement), statement.expect?.changes ?? null, statement.expect?.error ?? null];
}
