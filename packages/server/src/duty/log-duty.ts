import type { Statement, StoredEntry } from "../storage/storage.ts";
import { FIRST_PLACE, trailOf, type Trail } from "../storage/trail.ts";
import { Lease, restOf, type DutyParts, type Held } from "./lease.ts";
import { advance, progress, type Progress, type ProgressRow } from "./store.ts";

/** What follows the log. */
export interface LogWork {
  readonly name: string;
  /** Where it begins when it is first done. */
  readonly from: "start" | "now";
  /** What was written while nobody did it for so long that the store forgot the order: read all the same, or passed over. */
  readonly gap: "reread" | "skip";
  /**
   * Whether there is anybody to do it for; asked before anything is read, and again every two seconds while there is not. What is written
   * meanwhile is passed over: only for what begins with now.
   */
  wanted?(): Promise<boolean>;
  /** ms that it rests after so many entries, which took so many ms with all that was written of them; it goes on at once without. */
  rest?(entries: number, took: number): number;
  /**
   * Called with what was written, in the order of `pos` (what was missed: conversation by conversation). What it answers is
   * committed in one transaction with how far it has got: exactly once, whatever dies. Must be able to take the same entries again
   * where its answer could not be kept.
   */
  take(entries: readonly StoredEntry[], held: Held): Promise<readonly Statement[]>;
  /**
   * Finishes what the last answers left to be done in pieces: after each that was kept, before anything new is read, and when this node
   * begins, since whoever did it before may have died of it. Its writes carry `held.fence()`.
   */
  settle?(held: Held): Promise<void>;
}

/** Entries that are taken together. */
const TOGETHER = 500;
/** What comes within so many ms of the first is taken with it. */
const GATHER = 25;
/** Looks for what nobody said was there. ms */
const SURE = 1_000;
/** Asks again whether anybody wants it. ms */
const UNWANTED = 2_000;
/** Entries of which nothing is kept move the cursor in memory; it is written so often at least. ms */
const NOTED = 5_000;

/**
 * Follows the log from a durable cursor, on one node of all. Never on the path of a message: it reads what is committed.
 *
 * @example
 * const push = new LogDuty({ name: "push", from: "now", gap: "skip", take: async (entries) => rowsOf(entries) }, parts);
 * push.start();
 * line.apply.onWritten(() => push.wake());
 */
export class LogDuty {
  readonly #lease: Lease;
  readonly #trail: Trail;
  #woken = false;
  #rouse: (() => void) | undefined;

  constructor(
    private readonly is: LogWork,
    private readonly parts: DutyParts,
  ) {
    this.#trail = trailOf(parts.storage);
    this.#lease = new Lease(is.name, parts, (held) => this.#follow(held));
  }

  start(): void {
    this.#lease.start();
  }

  /** Something may have been written. */
  wake(): void {
    this.#woken = true;
    this.#rouse?.();
  }

  close(): Promise<void> {
    return this.#lease.close();
  }

  async #follow(held: Held): Promise<void> {
    const { clock } = this.parts;
    let at = await this.#begin(held);
    await this.is.settle?.(held);
    let noted = clock.now();
    while (!held.lost.aborted) {
      this.#woken = false;
      if (at.missed) {
        at = await this.#reread(at, at.missed, held);
        noted = clock.now();
        continue;
      }
      // before it is asked: whoever comes after the answer is told of what is written after this
      const end = this.is.wanted && (await this.#trail.end());
      if (end !== undefined && !(await this.is.wanted?.())) {
        at = { pos: end };
        await restOf(clock, UNWANTED, held.lost);
        continue;
      }
      const { entries, to, more, whole } = await this.#trail.after(at.pos, TOGETHER);
      if (!whole) {
        at = await this.#miss(at, held);
        continue;
      }
      const began = clock.now();
      const rows = entries.length > 0 ? await this.is.take(entries, held) : [];
      at = { pos: to };
      if (rows.length > 0 || (entries.length > 0 && clock.now() - noted >= NOTED)) {
        await this.#keep(at, rows);
        if (rows.length > 0) await this.is.settle?.(held);
        noted = clock.now();
      }
      await this.#rest(entries.length, began, held);
      if (!more) await this.#pause(held);
    }
  }

  /** From where it left off. */
  async #begin({ lost }: Held): Promise<Progress> {
    const [row] = await this.parts.storage.query<ProgressRow>(progress(this.is.name));
    if (row?.pos === null || row?.pos === undefined) {
      const at = { pos: this.is.from === "start" ? 0 : await this.#trail.end() };
      if (!lost.aborted) await this.#keep(at, []);
      return at;
    }
    const missed = row.missed === null ? undefined : (JSON.parse(row.missed) as Progress["missed"]);
    return missed ? { pos: row.pos, missed } : { pos: row.pos };
  }

  async #miss({ pos }: Progress, held: Held): Promise<Progress> {
    const to = await this.#trail.end();
    this.parts.log.warn(
      { duty: this.is.name, from: pos, to },
      "nobody did this for long; what was missed is looked up",
    );
    const at: Progress = this.is.gap === "skip" ? { pos: to } : { pos, missed: { to, place: FIRST_PLACE } };
    if (!held.lost.aborted) await this.#keep(at, []);
    return at;
  }

  async #reread({ pos }: Progress, { to, place }: NonNullable<Progress["missed"]>, held: Held): Promise<Progress> {
    const { entries, next } = await this.#trail.missed(pos, to, place, TOGETHER);
    const began = this.parts.clock.now();
    const rows = entries.length > 0 ? await this.is.take(entries, held) : [];
    const at: Progress = next ? { pos, missed: { to, place: next } } : { pos: to };
    await this.#keep(at, rows);
    if (rows.length > 0) await this.is.settle?.(held);
    await this.#rest(entries.length, began, held);
    return at;
  }

  async #rest(entries: number, began: number, { lost }: Held): Promise<void> {
    const { clock } = this.parts;
    const rest = this.is.rest?.(entries, clock.now() - began) ?? 0;
    if (rest > 0) await restOf(clock, rest, lost);
  }

  /** @throws Refusal `conflict` when another node does it by now */
  async #keep(at: Progress, rows: readonly Statement[]): Promise<void> {
    await this.parts.commit.submit({ rows: [advance(this.is.name, this.parts.node, at), ...rows] });
  }

  /** Until something is written, and a moment for what comes with it. */
  async #pause({ lost }: Held): Promise<void> {
    const { clock } = this.parts;
    if (!this.#woken) {
      const roused = new AbortController();
      this.#rouse = () => roused.abort();
      await restOf(clock, SURE, AbortSignal.any([lost, roused.signal]));
      this.#rouse = undefined;
      if (!this.#woken) return;
    }
    await restOf(clock, GATHER, lost);
  }
}
