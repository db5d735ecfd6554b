import type { Clock as ClientClock } from "@skein/client";
import type { Clock as ServerClock } from "@skein/server";
import type { VirtualClock } from "./virtual-clock.ts";

/**
 * A machine's own clock: it may be wrong, and jump, while the time that passes is one for all. Waits last as long as they were
 * asked to, whatever the face shows. `stop` is the machine's sudden death: nothing it waited for happens any more.
 *
 * @example
 * const face = new ClockFace(clock, -3_600_000); // an hour slow
 * createClient({ clock: face.client, … });
 * face.jump(7_200_000);
 */
export class ClockFace {
  #ahead: number;
  #stopped = false;

  /** @param ahead ms by which it is fast */
  constructor(
    private readonly clock: VirtualClock,
    ahead = 0,
  ) {
    this.#ahead = ahead;
  }

  get now(): number {
    return this.clock.now + this.#ahead;
  }

  /** ms by which it is fast; negative: slow. */
  get ahead(): number {
    return this.#ahead;
  }

  /** Somebody set it: by so many ms forwards, or back. */
  jump(ms: number): void {
    this.#ahead += ms;
  }

  stop(): void {
    this.#stopped = true;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** As `createCore` takes it. */
  get server(): ServerClock {
    return {
      now: () => this.now,
      after: (ms, call) => this.#after(ms, call),
      soon: (call) => {
        this.#after(0, call);
      },
    };
  }

  /** As `createClient` takes it. */
  get client(): ClientClock {
    return {
      now: () => this.now,
      after: (ms, task) => ({ cancel: this.#after(ms, task) }),
    };
  }

  #after(ms: number, call: () => void): () => void {
    return this.clock.after(ms, () => {
      if (!this.#stopped) call();
    });
  }
}
