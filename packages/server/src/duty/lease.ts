import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Statement, Storage, Write } from "../storage/storage.ts";
import { ensure, fence, giveBack, take } from "./store.ts";

/** A node that has not said so for so long no longer has its duty. ms, by the database's clock */
const LEASE = 5_000;
/** It says so, and others try to take it, each so many ms. */
const RENEW = 1_500;
/** After work that failed. ms, doubled each time up to the second */
const PAUSE = [500, 30_000] as const;

/** What those who do work need. */
export interface DutyParts {
  readonly storage: Pick<Storage, "query" | "follow">;
  readonly commit: { submit(write: Write): Promise<unknown> };
  readonly clock: Clock;
  readonly log: Log;
  /** How this process is known among the others. */
  readonly node: string;
}

/** A duty that this node has, for now. */
export interface Held {
  /** Aborted when it is lost, or the node stops. */
  readonly lost: AbortSignal;
  /** To stand in each write of the duty: whoever lost it meanwhile writes nothing, and is refused with `conflict`. */
  fence(): Statement;
}

/**
 * Work that one node does at a time: taken by a row in the store for some seconds, and renewed. It passes to another node within
 * seconds when this one dies, at once when it stops in order. Where no others write to the store it is taken at the start, and kept.
 *
 * @example
 * const lease = new Lease("search", parts, async ({ lost, fence }) => { … until lost.aborted … });
 * lease.start();
 * await lease.close();
 */
export class Lease {
  #closed = false;
  #lost: AbortController | undefined;
  #life: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  /** @param work resolves when it is aborted; called again after a pause when it ends earlier or rejects */
  constructor(
    private readonly name: string,
    private readonly parts: DutyParts,
    private readonly work: (held: Held) => Promise<void>,
  ) {}

  start(): void {
    this.#life ??= this.#live();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#lost?.abort();
    this.#wake?.();
    await this.#life;
  }

  /** Never rejects. */
  async #live(): Promise<void> {
    while (!this.#closed) {
      if (await this.#take([ensure(this.name)])) await this.#hold();
      else await this.#wait(RENEW);
    }
  }

  /** Whether it is this node's for the next seconds. */
  async #take(first: readonly Statement[] = []): Promise<boolean> {
    const { commit, node, storage, log } = this.parts;
    try {
      await commit.submit({ rows: [...first, take(this.name, node, LEASE, storage.follow !== undefined)] });
      return true;
    } catch (fault) {
      if (!(fault instanceof Refusal)) log.error({ err: fault, duty: this.name }, "a duty could not be taken");
      return false;
    }
  }

  async #hold(): Promise<void> {
    const { node, commit, log } = this.parts;
    const lost = new AbortController();
    this.#lost = lost;
    if (this.#closed) lost.abort();
    log.debug({ duty: this.name }, "this node has the duty");
    const renewing = this.#renew(lost);
    await this.#labour({ lost: lost.signal, fence: () => fence(this.name, node) });
    lost.abort();
    this.#wake?.();
    await renewing;
    this.#lost = undefined;
    await commit.submit({ rows: [giveBack(this.name, node)] }).catch((fault: unknown) => {
      log.debug({ err: fault, duty: this.name }, "a duty could not be given back; it passes on by itself");
    });
  }

  /** Until it is lost. */
  async #labour(held: Held): Promise<void> {
    const { clock, log } = this.parts;
    let pause: number = PAUSE[0];
    while (!held.lost.aborted) {
      const began = clock.now();
      try {
        await this.work(held);
      } catch (fault) {
        if (held.lost.aborted) return;
        log.warn({ err: fault, duty: this.name }, "work behind the line failed; it is tried again");
      }
      pause = clock.now() - began > PAUSE[1] ? PAUSE[0] : Math.min(pause * 2, PAUSE[1]);
      if (!held.lost.aborted) await restOf(clock, pause, held.lost);
    }
  }

  /** Where there are others: says again and again that it is still here, and takes it for lost when that cannot be said in time. */
  async #renew(lost: AbortController): Promise<void> {
    const { clock, storage } = this.parts;
    if (!storage.follow) return;
    let callOff = clock.after(LEASE, () => lost.abort());
    while (!lost.signal.aborted) {
      await restOf(clock, RENEW, lost.signal);
      if (lost.signal.aborted) break;
      // counted from before it is asked: the database's clock began no earlier
      const fresh = clock.after(LEASE, () => lost.abort());
      if (await this.#take()) {
        callOff();
        callOff = fresh;
      } else fresh();
    }
    callOff();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = this.parts.clock.after(ms, resolve);
      this.#wake = () => {
        done();
        resolve();
      };
    });
  }
}

/** Resolves after so many ms, or sooner when the signal is aborted. */
export function restOf(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const ended = () => {
      callOff();
      resolve();
    };
    const callOff = clock.after(ms, () => {
      signal.removeEventListener("abort", ended);
      resolve();
    });
    signal.addEventListener("abort", ended, { once: true });
  });
}
