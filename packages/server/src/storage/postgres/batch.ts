import type { Draft, MarkMove, Statement, Write } from "../storage.ts";
import { numberArray, textArray } from "./array.ts";
import { inlined } from "./literal.ts";

/** Positions that belong to one batch; the first one is the batch's own. */
export const SPAN = 4096;

const COUNTABLE = 1;
const BY_MEMBER = 2;

/** Where in the batch the things of a write stand: numbers of its entries and marks, and how many positions come before its own. */
export interface Slot {
  readonly write: Write;
  readonly before: number;
  readonly entries: number;
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

/**
 * Writes as the arguments of the commit function: columns of all messages and of all marks, and the steps to take.
 *
 * Plain messages and plain marks that follow each other go as one run, each handled as a set, messages first. That changes no
 * outcome, because a run ends where it would: before a key that comes again, and before a message of somebody who has marked in it.
 */
export class BatchArguments {
  readonly slots: Slot[] = [];
  readonly #convs = new Set<string>();
  readonly #drafts: Draft[] = [];
  readonly #draftShifts: number[] = [];
  readonly #moves: MarkMove[] = [];
  readonly #moveShifts: number[] = [];
  readonly #steps: (Run | Alone)[] = [];
  #size = 0;
  #run: { readonly from: [number, number]; readonly keys: Set<string>; readonly markers: Set<string> } | undefined;

  constructor(writes: readonly Write[]) {
    for (const write of writes) this.#add(write);
    this.#endRun();
  }

  /** In the order of the function's parameters. */
  values(): (string | number)[] {
    const drafts = this.#drafts;
    const moves = this.#moves;
    return [
      textArray([...this.#convs]),
      this.#size,
      numberArray(this.#draftShifts),
      textArray(drafts.map(({ conv }) => conv)),
      textArray(drafts.map(({ from }) => from)),
      textArray(drafts.map(({ key }) => key ?? null)),
      textArray(drafts.map(({ kind }) => kind)),
      numberArray(drafts.map(({ ref }) => ref ?? null)),
      numberArray(drafts.map((draft) => (draft.countable ? COUNTABLE : 0) | (draft.byMember ? BY_MEMBER : 0))),
      textArray(drafts.map(({ body }) => body)),
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
        from: [this.#drafts.length, this.#moves.length],
        keys: new Set(),
        markers: new Set(),
      });
      if (draft?.key !== undefined) run.keys.add(keyOf(draft, draft.key));
      for (const { conv, user } of marks) run.markers.add(`${conv}\n${user}`);
      this.#place(write, undefined);
    }
  }

  #mustWait(draft: Draft): boolean {
    const run = this.#run;
    if (!run) return false;
    if (draft.key !== undefined && run.keys.has(keyOf(draft, draft.key))) return true;
    return draft.byMember && run.markers.has(`${draft.conv}\n${draft.from}`);
  }

  #addAlone(write: Write): void {
    this.#endRun();
    const from: [number, number] = [this.#drafts.length, this.#moves.length];
    const rowsShift = this.#size + 1;
    this.#place(write, this.#steps.length);
    const rows = (write.rows ?? []).map(guarded);
    this.#steps.push([...this.#since(from), rowsShift, rows, write.tell ?? null]);
  }

  #place(write: Write, step: number | undefined): void {
    const { entries = [], marks = [] } = write;
    this.slots.push({ write, before: this.#size, entries: this.#drafts.length, marks: this.#moves.length, step });
    let shift = this.#size + (write.rows ? 1 : 0);
    for (const draft of entries) {
      this.#convs.add(draft.conv);
      this.#drafts.push(draft);
      this.#draftShifts.push(++shift);
    }
    for (const move of marks) {
      this.#convs.add(move.conv);
      this.#moves.push(move);
      this.#moveShifts.push(++shift);
    }
    this.#size = shift;
  }

  #endRun(): void {
    if (this.#run) this.#steps.push(this.#since(this.#run.from));
    this.#run = undefined;
  }

  /** PostgreSQL's arrays begin at 1, and a slice that ends before it begins is empty. */
  #since([entries, marks]: [number, number]): Run {
    return [entries + 1, this.#drafts.length, marks + 1, this.#moves.length];
  }
}

const keyOf = (draft: Draft, key: string): string => `${draft.conv}\n${draft.from}\n${key}`;

function guarded(statement: Statement): [string[], number | null, string | null] {
  return [inlined(statement), statement.expect?.changes ?? null, statement.expect?.error ?? null];
}
