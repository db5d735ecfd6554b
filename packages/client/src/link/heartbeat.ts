import type { Clock, Timer } from "../clock.ts";

/** Tells when a link has been silent for too long. One timer a link, not one a frame. [CLIENT-4] */
export class Heartbeat {
  private heardAt = 0;
  private limit = Number.POSITIVE_INFINITY;
  private timer: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly dead: () => void,
  ) {}

  /** When the last frame came. */
  get heard(): number {
    return this.heardAt;
  }

  /** @param limit ms of silence that mean death: interval + timeout of `welcome` */
  start(limit: number): void {
    this.stop();
    this.limit = limit;
    this.beat();
    this.arm();
  }

  /** Any frame counts as life. */
  beat(): void {
    this.heardAt = this.clock.now();
  }

  /** Looks at once; for the moment a page wakes up, whose timers slept. */
  check(): void {
    // A clock that was set back makes the silence look negative: then it is counted anew.
    this.heardAt = Math.min(this.heardAt, this.clock.now());
    if (this.timer && this.clock.now() - this.heardAt >= this.limit) {
      this.stop();
      this.dead();
    }
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }

  private arm(): void {
    const rest = Math.max(0, this.heardAt + this.limit - this.clock.now());
    this.timer = this.clock.after(rest, () => {
      this.check();
      if (this.timer) this.arm();
    });
  }
}
