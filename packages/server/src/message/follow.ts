import type { Bus } from "../cluster/bus.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Batch, Draft, Follow, MarkState, Outcome, Place, StoredEntry, Write } from "../storage/storage.ts";
import type { Apply } from "./apply.ts";
import type { BatchHorizon } from "./horizon.ts";
import { placed } from "./placed.ts";

/** Looks at the store while all words go through: whoever committed may have died before it said so. ms */
const SURE = 1_000;
/** While the bus is away. */
const DEAF = 150;
/** While a batch is missing before one that came: its word is late, or its commit is. */
const GAPING = 40;
/** Looks, before somebody whose position is beyond ours is told that it is none. */
const CATCH_UP = 5;
/** Batches read at a look, and at once. */
const LOOK = 2_000;
const READ = 32;
/** A batch with more characters than this is not carried, only named: whoever hears its name reads it. */
const CARRIED = 80_000;
const SUBJECT = "log";

/** A batch as it travels, or its number alone. */
type Word = Batch | { readonly n: number };

/** What a node does that was away for so long that the store no longer knows what it missed. */
export type Lost = (n: number) => void;

/**
 * Keeps this node up to date with what others write: hears of it on the bus, and reads from the store what it did not hear. So the bus
 * decides how soon, never whether. (docs/decisions/0013-cluster.md)
 */
export class Follower {
  /** The look that is planned. */
  #plan: { readonly wait: number; readonly callOff: () => void } | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;
  readonly #endings: (() => void)[] = [];

  constructor(
    private readonly follow: Follow,
    private readonly bus: Bus,
    private readonly apply: Apply,
    private readonly horizon: BatchHorizon,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly lost: Lost,
  ) {}

  start(): void {
    this.#endings.push(
      this.bus.subscribe(SUBJECT, (text) => {
        this.#hear(text);
      }),
      this.bus.onConnection(() => {
        this.#within(GAPING);
      }),
    );
    this.#within(0);
  }

  /** Tells the others what this node wrote. */
  share(writes: readonly Write[], outcomes: readonly Outcome[]): void {
    for (const batch of batchesOf(writes, outcomes, this.follow.span)) {
      const text = JSON.stringify(batch);
      this.bus.publish(SUBJECT, text.length > CARRIED ? JSON.stringify({ n: batch.n }) : text);
    }
    if (this.horizon.gaping) this.#within(GAPING);
  }

  /**
   * Applies what others wrote until this node's position is `pos`, should there be so much. Rejects when the store does not answer.
   */
  async catchUp(pos: number): Promise<void> {
    for (let tries = 0; tries < CATCH_UP && this.horizon.position < pos; tries++) {
      // a look that began before may have been too early; and what is settled is known a moment later where a commit failed
      await this.#looking?.catch(() => undefined);
      if (tries > 0) await new Promise<void>((resolve) => this.clock.after(GAPING, resolve));
      await this.#look();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#plan?.callOff();
    for (const end of this.#endings) end();
    await this.#looking?.catch(() => undefined);
  }

  #hear(text: string): void {
    const word = JSON.parse(text) as Word;
    if (this.horizon.knows(word.n)) return;
    if ("entries" in word) {
      this.#take(word).catch((fault: unknown) => {
        this.log.error({ err: fault, batch: word.n }, "what another node wrote could not be applied");
      });
    } else this.#within(GAPING);
  }

  async #take(batch: Batch): Promise<void> {
    if (!this.horizon.claimBatch(batch.n)) return;
    try {
      await this.apply.batch(batch);
    } catch (fault) {
      this.horizon.release(batch.n);
      throw fault;
    }
    this.horizon.passed(batch.n * this.follow.span);
    if (this.horizon.gaping) this.#within(GAPING);
  }

  // ── the store, where words were lost ──

  /** Plans a look; one that is planned sooner stands. */
  #within(wait: number): void {
    if (this.#closed || this.#looking || (this.#plan && this.#plan.wait <= wait)) return;
    this.#plan?.callOff();
    const callOff = this.clock.after(wait, () => {
      this.#plan = undefined;
      this.#look().catch((fault: unknown) => {
        this.log.warn({ err: fault }, "what other nodes wrote could not be read");
      });
    });
    this.#plan = { wait, callOff };
  }

  #look(): Promise<void> {
    this.#looking ??= this.#read().finally(() => {
      this.#looking = undefined;
      this.#within(this.horizon.gaping ? GAPING : this.bus.connected ? SURE : DEAF);
    });
    return this.#looking;
  }

  async #read(): Promise<void> {
    for (;;) {
      const { batches, settled, whole } = await this.follow.after(this.horizon.settled, LOOK);
      if (!whole) {
        this.log.warn({ from: this.horizon.settled, to: settled }, "this node was away for too long; it begins anew");
        this.horizon.restart(settled);
        this.lost(settled);
        return;
      }
      const missing = batches.filter((n) => !this.horizon.knows(n));
      for (let at = 0; at < missing.length; at += READ) {
        for (const batch of await this.follow.read(missing.slice(at, at + READ))) await this.#take(batch);
      }
      const last = batches.at(-1);
      if (batches.length < LOOK || last === undefined) {
        this.horizon.settle(settled);
        return;
      }
      this.horizon.settle(Math.min(settled, last));
    }
  }
}

/** What was written, by the batches in which the store keeps it. */
function batchesOf(writes: readonly Write[], outcomes: readonly Outcome[], span: number): Iterable<Batch> {
  const batches = new Map<number, { n: number; entries: StoredEntry[]; marks: MarkState[]; tells: string[] }>();
  outcomes.forEach((outcome, i) => {
    if (!outcome.ok || outcome.repeated) return;
    const n = Math.floor(outcome.pos / span);
    const batch = batches.get(n) ?? { n, entries: [], marks: [], tells: [] };
    batches.set(n, batch);
    const { entries = [], tell } = writes[i] as Write;
    entries.forEach((draft: Draft, at) => batch.entries.push(placed(draft, outcome.places[at] as Place)));
    batch.marks.push(...outcome.marks);
    if (tell !== undefined) batch.tells.push(tell);
  });
  return batches.values();
}
