import { conversationKind } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Draft, Outcome, Outcomes, Place, Storage, Write } from "../storage/storage.ts";
import type { Apply, Audiences } from "./apply.ts";
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
  readonly outcomes: Promise<Outcomes | undefined>;
}

/** Tells the other nodes what this one wrote. */
export type Share = (writes: readonly Write[], outcomes: Outcomes) => void;

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
  async #kept(batch: readonly Waiting[]): Promise<Outcomes | undefined> {
    try {
      return await this.storage.commit(batch.map((waiting) => waiting.write));
    } catch (fault) {
      this.log.error({ err: fault, writes: batch.length }, "the store took nothing of a batch");
      return undefined;
    }
  }

  async #finish(batch: readonly Waiting[], outcomes: Outcomes | undefined): Promise<void> {
    if (!outcomes) {
      for (const waiting of batch) waiting.reject(new Refusal("unavailable", { after: 2000 }));
      return;
    }
    this.share?.(
      batch.map(({ write }) => write),
      outcomes,
    );
    const groups = groupsOf(batch, outcomes);
    const known = await this.#audiences(groups);
    for (let from = 0; from < batch.length; ) {
      // what was refused or is repeated has no place of its own: it is answered with what comes after it
      const first = outcomes.find((outcome, i) => i >= from && isNew(outcome));
      const audiences = first?.ok ? await this.#turn(first.pos, groups, known) : undefined;
      from = this.#settle(batch, outcomes, from, audiences);
    }
  }

  /** Undefined when it cannot be read: what was written is durable, and applied when this node follows the store. */
  async #audiences(groups: ReadonlySet<string>): Promise<Audiences | undefined> {
    try {
      return await this.apply.audiences(groups);
    } catch (fault) {
      this.log.error({ err: fault }, "what was written cannot be sent out yet");
      return undefined;
    }
  }

  /**
   * Waits for what other nodes wrote before, where there are any: only then it is certain who hears. What takes too long is durable,
   * and applied later: then undefined.
   */
  async #turn(pos: number, groups: ReadonlySet<string>, known: Audiences | undefined): Promise<Audiences | undefined> {
    const turn = this.horizon.turn(pos);
    if (turn !== undefined && !(await turn)) return undefined;
    const audiences = this.share ? await this.#audiences(groups) : known;
    return audiences && this.horizon.claim(pos) ? audiences : undefined;
  }

  /**
   * Applies and answers from `from` on, up to what the store gave another number; without a wait.
   *
   * @returns where it stopped
   */
  #settle(
    batch: readonly Waiting[],
    outcomes: readonly Outcome[],
    from: number,
    audiences: Audiences | undefined,
  ): number {
    let n: number | undefined;
    let last = 0;
    let i = from;
    for (; i < batch.length; i++) {
      const waiting = batch[i] as Waiting;
      const outcome = outcomes[i] as Outcome;
      if (isNew(outcome)) {
        if (this.horizon.batchOf(outcome.pos) !== (n ??= this.horizon.batchOf(outcome.pos))) break;
        if (audiences) this.#apply(waiting.write, outcome, audiences);
        last = outcome.pos;
      }
      if (outcome.ok) waiting.resolve(outcome);
      else waiting.reject(new Refusal(outcome.error));
    }
    if (audiences) this.horizon.passed(last);
    return i;
  }

  #apply({ entries = [], tell }: Write, outcome: Committed, audiences: Audiences): void {
    for (let i = 0; i < entries.length; i++) {
      this.apply.entry(placed(entries[i] as Draft, outcome.places[i] as Place), audiences);
    }
    for (const mark of outcome.marks) this.apply.mark(mark, audiences);
    if (tell !== undefined) this.apply.tell(tell);
  }
}

function isNew(outcome: Outcome): outcome is Committed {
  return outcome.ok && !outcome.repeated;
}

/** The groups in which something was said. */
function groupsOf(batch: readonly Waiting[], outcomes: readonly Outcome[]): Set<string> {
  const groups = new Set<string>();
  const add = ({ conv }: { readonly conv: string }): void => {
    if (conversationKind(conv) === "group") groups.add(conv);
  };
  for (let i = 0; i < batch.length; i++) {
    const outcome = outcomes[i] as Outcome;
    if (!isNew(outcome)) continue;
    for (const entry of (batch[i] as Waiting).write.entries ?? []) add(entry);
    for (const mark of outcome.marks) add(mark);
  }
  return groups;
}
