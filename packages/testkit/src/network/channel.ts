import type { VirtualClock } from "../clock/virtual-clock.ts";

/** Bytes that the two systems' own buffers take before the writer is told to wait. */
const SYSTEM_BUFFER = 65_536;

/** How a direction behaves. */
export interface ChannelSetting {
  /** The next message's way takes so many ms. */
  readonly delay: () => number;
  /** What was waiting is gone: the writer may go on. */
  readonly drained?: () => void;
}

/** One direction of a link: messages in order, each after some time, or from a moment on none at all. */
export class Channel {
  #silent = false;
  /** Characters a ms that the reader takes. */
  #pace = Number.POSITIVE_INFINITY;
  #buffer = SYSTEM_BUFFER;
  #leftAt = 0;
  #arrivedAt = 0;
  #inside = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly setting: ChannelSetting,
  ) {}

  /** Whether nothing comes through any more. */
  get silent(): boolean {
    return this.#silent;
  }

  /** Characters that wait in the writer's memory. */
  get waiting(): number {
    return Math.max(0, this.#inside - this.#buffer);
  }

  /** From now on everything vanishes, also what is on its way. It never heals: a link that lost something may not go on. */
  silence(): void {
    this.#silent = true;
  }

  /** The reader takes so many characters a ms, and what lies between is full already; `Infinity`: as fast as it comes. */
  throttle(pace: number): void {
    this.#pace = pace;
    this.#buffer = Number.isFinite(pace) ? 0 : SYSTEM_BUFFER;
  }

  /** Takes a message; `arrive` is called when it is there. */
  send(size: number, arrive: () => void): void {
    this.#inside += size;
    // what vanishes is never taken from us
    if (this.#silent) return;
    const { now } = this.clock;
    this.#leftAt = Math.max(now, this.#leftAt) + size / this.#pace;
    this.#arrivedAt = Math.max(this.#leftAt + this.setting.delay(), this.#arrivedAt);
    if (this.#leftAt > now) this.clock.after(this.#leftAt - now, () => this.#left(size));
    else this.#inside -= size;
    this.clock.after(this.#arrivedAt - now, () => {
      if (!this.#silent) arrive();
    });
  }

  #left(size: number): void {
    if (this.#silent) return;
    const waited = this.waiting > 0;
    this.#inside -= size;
    if (waited && this.waiting === 0) this.setting.drained?.();
  }
}
