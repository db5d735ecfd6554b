import { conversationKind } from "@skein/protocol";
import type { Bus } from "../cluster/bus.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Batch, Follow, Outcomes, Write } from "../storage/storage.ts";
import type { Apply, Audiences } from "./apply.ts";
import { BatchWords, wordsOf } from "./batch-words.ts";
import type { BatchHorizon } from "./horizon.ts";
import { batchesOf, emptyOf } from "./written-batches.ts";

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
/** Batches that are held for one before them; more stay in the store until then. */
const WAITING = 500;
const SUBJECT = "log";

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
  /** The last batch that the store had at the last look. */
  #last = 0;
  /** Batches that the last look left to their words. */
  #onTheWay = false;
  #closed = false;
  readonly #words = new BatchWords();
  readonly #endings: (() => void)[] = [];

  constructor(
    private readonly follow: Follow,
    private readonly bus: Bus,
    private readonly apply: Pick<Apply, "batch" | "audiences">,
    private readonly horizon: BatchHorizon,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly lost: Lost,
  ) {}

  start(): void {
    this.#endings.push(
      this.bus.subscribe(SUBJECT, (text, from) => {
        this.#hear(text, from);
      }),
      this.bus.onConnection(() => {
        this.#words.clear();
        this.#within(GAPING);
      }),
    );
    this.#within(0);
  }

  /** Tells the others what this node wrote; also where that is nothing, so that nobody waits for it. */
  share(writes: readonly Write[], outcomes: Outcomes): void {
    const { span } = this.follow;
    if (!this.bus.alone) {
      for (const batch of batchesOf(writes, outcomes, span))
        for (const word of wordsOf(batch)) this.bus.publish(SUBJECT, word);
    }
    for (const n of emptyOf(writes, outcomes, span))
      this.#supervise(this.#take({ n, entries: [], marks: [], tells: [] }));
  }

  /**
   * Applies what others wrote until this node's position is `pos`, should there be so much. Rejects when the store does not answer.
   */
  async catchUp(pos: number): Promise<void> {
    for (let tries = 0; tries < CATCH_UP && this.horizon.position < pos; tries++) {
      // a look that began before may have been too early; and what is settled is known a moment later where a commit failed
      await this.#looking?.catch(() => undefined);
      if (tries > 0) await new Promise<void>((resolve) => this.clock.after(GAPING, resolve));
      await this.#look("now");
    }
  }

  /** Resolves when all that was committed before is applied here. */
  async caughtUp(): Promise<void> {
    await this.#looking?.catch(() => undefined);
    await this.#look("now");
    for (const last = this.#last; this.horizon.settled < last; ) {
      await new Promise<void>((resolve) => this.clock.soon(resolve));
      if (this.horizon.settled < last) await this.#look("now");
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#plan?.callOff();
    for (const end of this.#endings) end();
    await this.#looking?.catch(() => undefined);
  }

  #hear(text: string, from: string): void {
    const word = this.#words.hear(text, from);
    if (!word || this.horizon.knows(word.n)) return;
    if ("entries" in word && this.horizon.claimed < WAITING) this.#supervise(this.#take(word));
    // too long to be carried, or too many wait for one that is missing: it stays in the store until it is read
    else this.#within(GAPING);
  }

  /** Applies what another node wrote when its turn comes. */
  async #take(batch: Batch): Promise<void> {
    const pos = batch.n * this.follow.span;
    if (!this.horizon.claim(pos)) return;
    try {
      // read ahead, while it waits
      await this.#audiences(batch);
      for (let turn = this.horizon.turn(pos); turn; turn = this.horizon.turn(pos)) {
        this.#within(GAPING);
        await turn;
        if (this.#closed) return;
      }
      // once more, now that all before is applied: it may have said who hears
      const audiences = await this.#audiences(batch);
      // one that came after this node began anew is known by then
      if (batch.n === this.horizon.settled + 1) this.apply.batch(batch, audiences);
    } catch (fault) {
      this.horizon.release(batch.n);
      throw fault;
    }
    this.horizon.passed(pos);
  }

  /** Who hears it. While that cannot be read the batch waits, and with it all that come after it. */
  async #audiences(batch: Batch): Promise<Audiences> {
    for (;;) {
      try {
        return await this.apply.audiences(groupsOf(batch));
      } catch (fault) {
        if (this.#closed) throw fault;
        this.log.warn({ err: fault }, "what another node wrote cannot be sent out yet");
        await new Promise<void>((resolve) => this.clock.after(DEAF, resolve));
      }
    }
  }

  #supervise(taking: Promise<void>): void {
    taking.catch((fault: unknown) => {
      this.log.error({ err: fault }, "what another node wrote could not be applied");
    });
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

  /** @param when `now`: reads all that is missing; otherwise what is on its way is given the time until the next look */
  #look(when?: "now"): Promise<void> {
    this.#looking ??= this.#read(when === "now" || !this.bus.connected).finally(() => {
      this.#looking = undefined;
      const soon = this.horizon.waiting > 0 || this.#onTheWay;
      this.#within(soon ? GAPING : this.bus.connected ? SURE : DEAF);
    });
    return this.#looking;
  }

  async #read(all: boolean): Promise<void> {
    // before this number a word is not on its way any more: the batch was there at the look before
    const due = all ? Number.POSITIVE_INFINITY : this.#last;
    this.#onTheWay = false;
    for (;;) {
      const { batches, settled, whole } = await this.follow.after(this.horizon.settled, LOOK);
      if (!whole) {
        this.#beginAnew(settled);
        return;
      }
      const unknown = batches.filter((n) => !this.horizon.knows(n));
      const missing = unknown.filter((n) => n <= due);
      this.#onTheWay ||= missing.length < unknown.length;
      const full = batches.length === LOOK;
      this.#last = batches.at(-1) ?? Math.max(this.#last, settled);
      for (let at = 0; at < missing.length; at += READ) {
        const asked = missing.slice(at, at + READ);
        const read = await this.follow.read(asked);
        // forgotten between the two looks
        if (read.length < asked.length) {
          this.#beginAnew(settled);
          return;
        }
        for (const batch of read) this.#supervise(this.#take(batch));
      }
      // one that is left for the next look counts as missing
      const left = unknown.find((n) => n > due) ?? Number.POSITIVE_INFINITY;
      this.horizon.complete(Math.min(full ? Math.min(settled, this.#last) : settled, left - 1));
      if (!full || left <= this.#last) return;
      // the next ones only once these are out
      await this.horizon.turn(this.#last * this.follow.span);
    }
  }

  #beginAnew(settled: number): void {
    this.log.warn({ from: this.horizon.settled, to: settled }, "this node was away for too long; it begins anew");
    this.horizon.restart(settled);
    this.lost(settled);
  }
}

function groupsOf({ entries, marks }: Batch): Set<string> {
  const groups = new Set<string>();
  for (const { conv } of [...entries, ...marks]) if (conversationKind(conv) === "group") groups.add(conv);
  return groups;
}
