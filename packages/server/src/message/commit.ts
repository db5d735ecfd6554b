import { Refusal } from "../kit/refusal.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Draft, Outcome, Place, Storage, Write } from "../storage/storage.ts";
import { type Apply, type Audiences, Groups } from "./apply.ts";
import type { Horizon } from "./horizon.ts";
import { placed } from "./placed.ts";

export type Committed = Extract<Outcome, { ok: true }>;

interface Waiting {
  readonly write: Write;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (fault: unknown) => void;
}

interface Batch {
  readonly writes: readonly Waiting[];
  readonly outcomes: Promise<readonly Outcome[] | undefined>;
}

/** Tells the other nodes what this one wrote. */
export type Share = (writes: readonly Write[], outcomes: readonly Outcome[]) => void;

/** Writes in one transaction: bounds how long the first of them waits for the last. */
const BATCH = 1024;
/** Writes that are worth a batch at once. */
const MANY = 256;
/** Writes that may wait; more are refused as `busy`. */
const QUEUE = 50_000;

/**
 * Group commit: one batch is becoming durable while the next one fills; nothing waits when nothing is under way.
 * What was committed is applied and sent out in the order of `pos`, in one step, before anyone's `ok`.
 */
export class Commit {
  #waiting: Waiting[] = [];
  #running = false;

  constructor(
    private readonly storage: Pick<Storage, "commit">,
    private readonly apply: Apply,
    private readonly horizon: Horizon,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly share?: Share,
  ) {}

  /** Writes that wait for a batch. */
  get queued(): number {
    return this.#waiting.length;
  }

  /** Resolves when the write is durable; rejects with a {@link Refusal} when nothing of it was kept. */
  submit(write: Write): Promise<Committed> {
    if (this.#waiting.length >= QUEUE) return Promise.reject(new Refusal("busy", { after: 1000 }));
    return new Promise<Committed>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      this.#drain().catch((fault: unknown) => {
        this.log.fatal({ err: fault }, "the line stopped");
      });
    });
  }

  /** Never rejects: whatever fails is told to those who wait for it. */
  async #drain(): Promise<void> {
    let batch = this.#begin();
    while (batch) {
      const outcomes = await batch.outcomes;
      // where many wait already, theirs becomes durable while these go out
      const next = this.#waiting.length >= MANY ? this.#begin() : undefined;
      await this.#finish(batch.writes, outcomes);
      // few wait: first the answers go out and the links are read once, so that what they bring comes along
      if (!next && this.#waiting.length > 0) await this.#soon();
      batch = next ?? this.#begin();
    }
    // nothing waits, and no turn passes between seeing that and saying so: whoever comes next begins anew
    this.#running = false;
  }

  /** Hands a batch of what waits to the store. */
  #begin(): Batch | undefined {
    if (this.#waiting.length === 0) return undefined;
    const writes = this.#waiting.length <= BATCH ? this.#waiting : this.#waiting.slice(0, BATCH);
    this.#waiting = writes === this.#waiting ? [] : this.#waiting.slice(BATCH);
    return { writes, outcomes: this.#kept(writes) };
  }

  #soon(): Promise<void> {
    return new Promise((resolve) => {
      this.clock.soon(resolve);
    });
  }

  /** Undefined when nothing of the batch was kept. */
  async #kept(batch: readonly Waiting[]): Promise<readonly Outcome[] | undefined> {
    try {
      return await this.storage.commit(batch.map((waiting) => waiting.write));
    } catch (fault) {
      this.log.error({ err: fault, writes: batch.length }, "the store took nothing of a batch");
      return undefined;
    }
  }

  async #finish(batch: readonly Waiting[], outcomes: readonly Outcome[] | undefined): Promise<void> {
    if (!outcomes) {
      for (const waiting of batch) waiting.reject(new Refusal("unavailable", { after: 2000 }));
      return;
    }
    const audiences = await this.apply.audiences(groupsOf(batch, outcomes));
    const mine = this.horizon.claim(outcomes);
    for (let i = 0; i < batch.length; i++) this.#settle(batch[i] as Waiting, outcomes[i] as Outcome, audiences, mine);
    this.share?.(
      batch.map(({ write }) => write),
      outcomes,
    );
  }

  #settle(waiting: Waiting, outcome: Outcome, audiences: Audiences, mine: (pos: number) => boolean): void {
    if (!outcome.ok) {
      waiting.reject(new Refusal(outcome.error));
      return;
    }
    if (!outcome.repeated && mine(outcome.pos)) {
      this.#apply(waiting.write, outcome, audiences);
      this.horizon.passed(outcome.pos);
    }
    waiting.resolve(outcome);
  }

  #apply({ entries = [], tell }: Write, outcome: Committed, audiences: Audiences): void {
    for (let i = 0; i < entries.length; i++) {
      this.apply.entry(placed(entries[i] as Draft, outcome.places[i] as Place), audiences);
    }
    for (const mark of outcome.marks) this.apply.mark(mark, audiences);
    if (tell !== undefined) this.apply.tell(tell);
  }
}

function groupsOf(batch: readonly Waiting[], outcomes: readonly Outcome[]): Groups {
  const groups = new Groups();
  for (let i = 0; i < batch.length; i++) {
    const outcome = outcomes[i] as Outcome;
    if (!outcome.ok || outcome.repeated) continue;
    const { entries = [] } = (batch[i] as Waiting).write;
    for (let at = 0; at < entries.length; at++) groups.add((entries[at] as Draft).conv, outcome.places[at]?.seq);
    for (const { conv } of outcome.marks) groups.add(conv);
  }
  return groups;
}
