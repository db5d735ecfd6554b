import type { Clock } from "../kit/clock.ts";

/** Below this many listeners everything is sent at once. */
const SMALL = 64;
/** From this many listeners on, the window may grow with the traffic. */
const LARGE = 256;
const WINDOW = 100;
const LONGEST = 400;
/** How many messages should share a write in a large and busy conversation. */
const SHARE = 10;
/** Held frames that are sent early, in characters. */
const HELD = 65_536;
/** Conversations that are paced at a time; in those beyond, each frame is sent at once. */
const BOUND = 1_000;
/** One in which nothing was said for so long makes room. */
const IDLE = 10_000;

interface Paced<To> {
  /** As it was given last: another object may stand for the same conversation. */
  to: To;
  listeners: number;
  frames: string[];
  size: number;
  /** The pos of the first held frame. */
  first: number;
  sent: number;
  last: number;
  /** Mean time between two entries, ms. */
  gap: number;
  cancel: (() => void) | undefined;
}

/**
 * Sends what is said in a large, busy conversation in windows: the cost of a delivery is the write, not the frame, so
 * the one lever is frames a write (see docs/decisions/0006). The first entry after a pause leaves at once; those that follow
 * within the window leave together. Bounds: 100 ms; up to 400 ms from 256 listeners and 5 entries a second on.
 */
export class Pace<To extends { readonly id: string }> {
  readonly #paced = new Map<string, Paced<To>>();
  /** Those of them that hold frames back: few, and asked for at each entry. */
  readonly #holding = new Set<Paced<To>>();

  /** @param deliver sends so many frames, joined, to the members that are here and tells how many links heard it. */
  constructor(
    private readonly clock: Clock,
    private readonly deliver: (to: To, frames: string, count: number) => number,
  ) {}

  /** The pos before which everything was handed to the outboxes; `pos` when nothing is held. */
  sentUpTo(pos: number): number {
    let least = pos;
    for (const { first } of this.#holding) least = Math.min(least, first - 1);
    return least;
  }

  send(to: To, frame: string, pos: number): void {
    const paced = this.#paced.get(to.id);
    if (paced) {
      paced.to = to;
      this.#hold(paced, frame, pos);
      return;
    }
    const listeners = this.deliver(to, frame, 1);
    if (listeners < SMALL || !this.#hasRoom()) return;
    const now = this.clock.now();
    this.#paced.set(to.id, {
      to,
      listeners,
      frames: [],
      size: 0,
      first: 0,
      sent: now,
      last: now,
      gap: LONGEST,
      cancel: undefined,
    });
  }

  /** Sends what is held, for a server that is going away. */
  flush(): void {
    for (const paced of this.#holding) this.#flush(paced);
  }

  #hasRoom(): boolean {
    if (this.#paced.size < BOUND) return true;
    const before = this.clock.now() - IDLE;
    for (const [id, paced] of this.#paced) if (paced.last < before && !this.#holding.has(paced)) this.#paced.delete(id);
    return this.#paced.size < BOUND;
  }

  #hold(paced: Paced<To>, frame: string, pos: number): void {
    const now = this.clock.now();
    paced.gap += (Math.min(LONGEST, Math.max(0, now - paced.last)) - paced.gap) / 5;
    paced.last = now;
    if (paced.frames.length === 0) {
      paced.first = pos;
      this.#holding.add(paced);
    }
    paced.frames.push(frame);
    paced.size += frame.length;
    const wait = paced.sent + window(paced) - now;
    if (wait <= 0 || wait > LONGEST || paced.size > HELD) this.#flush(paced);
    else
      paced.cancel ??= this.clock.after(wait, () => {
        this.#flush(paced);
      });
  }

  #flush(paced: Paced<To>): void {
    paced.cancel?.();
    paced.cancel = undefined;
    this.#holding.delete(paced);
    if (paced.frames.length === 0) return;
    const frames = paced.frames.join("\n");
    const count = paced.frames.length;
    paced.frames = [];
    paced.size = 0;
    paced.sent = this.clock.now();
    paced.listeners = this.deliver(paced.to, frames, count);
    if (paced.listeners < SMALL) this.#paced.delete(paced.to.id);
  }
}

function window({ listeners, gap }: Pick<Paced<unknown>, "listeners" | "gap">): number {
  if (listeners < LARGE || gap > LONGEST / 2) return WINDOW;
  return Math.min(LONGEST, Math.max(WINDOW, SHARE * gap));
}
