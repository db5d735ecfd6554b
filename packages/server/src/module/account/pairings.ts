import type { Clock } from "../../kit/clock.ts";
import { Refusal } from "../../kit/refusal.ts";

/** Devices that may wait at once on this node; more are told to come back. */
const BOUND = 10_000;

/** The devices that wait for an answer, on this node. Whatever became of their request on any node wakes them. */
export class Pairings {
  readonly #waiting = new Map<string, () => void>();
  #closed = false;

  constructor(private readonly clock: Clock) {}

  /**
   * Resolves when something became of the request, after `ms`, or when the same device asks anew. Begin to wait before looking
   * where it stands: what comes between wakes as well.
   *
   * @throws Refusal `busy`
   */
  wait(code: string, ms: number): Promise<void> {
    this.wake(code);
    if (this.#closed) return Promise.resolve();
    if (this.#waiting.size >= BOUND) throw new Refusal("busy", { after: 2000 });
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        if (this.#waiting.get(code) === end) this.#waiting.delete(code);
        resolve();
      };
      const cancel = this.clock.after(ms, end);
      this.#waiting.set(code, end);
    });
  }

  wake(code: string): void {
    this.#waiting.get(code)?.();
  }

  /** Nobody waits any more: the server goes. */
  close(): void {
    this.#closed = true;
    for (const end of [...this.#waiting.values()]) end();
  }
}
