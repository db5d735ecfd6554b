import { CLOSE } from "@skein/protocol";
import type { Clock } from "../kit/clock.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Listener } from "./hub.ts";

/** Told apart by the second: a link may live so many ms longer than its token. */
const STEP = 1_000;
/** The longest wait at once: a clock may be set meanwhile, and a timer takes no more than some weeks. */
const LONGEST = 3_600_000;

/** Ends links whose token's time is over. All those of one second share a place, and all of them one timer. [CONN-16] */
export class Expiry {
  readonly #steps = new Map<number, Set<Listener>>();
  readonly #of = new WeakMap<Listener, number>();
  #due = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(private readonly clock: Pick<Clock, "now" | "after">) {}

  /** @param until ms since 1970 UTC, `Infinity`: for ever; in the place of what was said before */
  set(link: Listener, until: number): void {
    this.remove(link);
    if (until === Number.POSITIVE_INFINITY) return;
    const step = Math.ceil(until / STEP);
    const links = this.#steps.get(step) ?? new Set();
    this.#steps.set(step, links.add(link));
    this.#of.set(link, step);
    if (step < this.#due) this.#wait(step);
  }

  remove(link: Listener): void {
    const step = this.#of.get(link);
    if (step === undefined) return;
    this.#of.delete(link);
    const links = this.#steps.get(step);
    links?.delete(link);
    if (links?.size === 0) this.#steps.delete(step);
  }

  stop(): void {
    this.#cancel?.();
  }

  #wait(step: number): void {
    this.#cancel?.();
    this.#due = step;
    const ms = Math.min(LONGEST, Math.max(0, step * STEP - this.clock.now()));
    this.#cancel = this.clock.after(ms, () => {
      this.#look();
    });
  }

  #look(): void {
    const now = this.clock.now();
    const over = [...this.#steps].filter(([step]) => step * STEP <= now);
    for (const [, links] of over) for (const link of [...links]) this.#end(link);
    let next = Number.POSITIVE_INFINITY;
    for (const step of this.#steps.keys()) next = Math.min(next, step);
    this.#due = next;
    this.#cancel = undefined;
    if (next < Number.POSITIVE_INFINITY) this.#wait(next);
  }

  #end(link: Listener): void {
    this.remove(link);
    link.deliver(JSON.stringify({ type: "error", ...new Refusal("token_expired").wire() }));
    link.end(CLOSE.unauthenticated.code, "token_expired");
  }
}
