import type { Clock } from "../kit/clock.ts";

/** Something that must give a sign of life. */
export interface Living {
  /** When it was last heard of, ms. */
  readonly heard: number;
  /** Ask only after so many ms of silence, where that is not as usual: it asks by itself. [BEAT-5] */
  readonly interval: number | undefined;
  /** Ask it for one. */
  ping(): void;
  /** It gave none in time. */
  silent(): void;
}

export interface HeartbeatSetting {
  /** Ask after so many ms of silence. */
  readonly interval: number;
  /** Give up so many ms later. */
  readonly timeout: number;
}

const SLOT = 1000;

/**
 * Asks for life on all links with one timer: a wheel of one-second slots. A link stands in the slot where it must next be
 * looked at; hearing from it costs nothing, its slot finds out and moves it on. [BEAT-1] [BEAT-3]
 */
export class Heartbeat {
  readonly #slots: (Set<Living> | undefined)[];
  readonly #asked = new WeakMap<Living, number>();
  #at: number;
  #stop: (() => void) | undefined;

  constructor(
    private readonly setting: HeartbeatSetting,
    private readonly clock: Clock,
  ) {
    this.#slots = new Array<Set<Living> | undefined>(Math.ceil(Math.max(setting.interval, setting.timeout) / SLOT) + 2);
    this.#at = 0;
  }

  start(): void {
    this.#stop = this.clock.after(SLOT, () => {
      this.start();
      this.#turn();
    });
  }

  stop(): void {
    this.#stop?.();
  }

  add(living: Living): void {
    this.#put(living, living.interval ?? this.setting.interval);
  }

  remove(living: Living): void {
    for (const slot of this.#slots) if (slot?.delete(living)) return;
  }

  #put(living: Living, ms: number): void {
    const at = (this.#at + Math.min(this.#slots.length - 1, Math.max(1, Math.ceil(ms / SLOT)))) % this.#slots.length;
    (this.#slots[at] ??= new Set()).add(living);
  }

  #turn(): void {
    this.#at = (this.#at + 1) % this.#slots.length;
    const due = this.#slots[this.#at];
    if (!due) return;
    this.#slots[this.#at] = undefined;
    const now = this.clock.now();
    for (const living of due) this.#look(living, now);
  }

  #look(living: Living, now: number): void {
    const asked = this.#asked.get(living);
    if (asked !== undefined && living.heard < asked) {
      living.silent();
      return;
    }
    this.#asked.delete(living);
    // a clock that went back makes the silence look negative: then simply wait the whole time again
    const silence = Math.max(0, now - living.heard);
    const { interval = this.setting.interval } = living;
    if (silence < interval) {
      // as far ahead as the wheel goes; there it is looked at anew
      this.#put(living, interval - silence);
      return;
    }
    this.#asked.set(living, now);
    living.ping();
    this.#put(living, this.setting.timeout);
  }
}
