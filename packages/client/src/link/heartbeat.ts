import type { Clock, Timer } from "../clock.ts";
import type { Link } from "../transport/transport.ts";
import { encode } from "./codec.ts";

/** A link that does not answer within so many ms is dead; one that was heard of so short a while ago lives. */
const PROBE = 3_000;
const FRESH = 2_000;

/** Tells when a link has been silent for too long. One timer a link, not one a frame. [CLIENT-4] */
export class Heartbeat {
  private heardAt = 0;
  private limit = Number.POSITIVE_INFINITY;
  private timer: Timer | undefined;
  private probing: Timer | undefined;

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

  /**
   * Looks by one round trip, for the moment a device wakes up, whose timers slept, or where a request got no answer: a server may be
   * slow, but this it answers at once. [CLIENT-13]
   */
  probe(link: Pick<Link, "send"> | undefined, dead = this.dead): void {
    this.check(dead);
    const since = this.clock.now();
    if (!this.timer || since - this.heardAt < FRESH) return;
    link?.send(encode({ type: "ping" }));
    this.probing?.cancel();
    this.probing = this.clock.after(PROBE, () => {
      if (this.heardAt < since) dead();
    });
  }

  stop(): void {
    this.timer?.cancel();
    this.probing?.cancel();
    this.timer = undefined;
  }

  private check(dead: () => void): void {
    // A clock that was set back makes the silence look negative: then it is counted anew.
    this.heardAt = Math.min(this.heardAt, this.clock.now());
    if (this.timer && this.clock.now() - this.heardAt >= this.limit) {
      this.stop();
      dead();
    }
  }

  private arm(): void {
    const rest = Math.max(0, this.heardAt + this.limit - this.clock.now());
    this.timer = this.clock.after(rest, () => {
      this.check(this.dead);
      if (this.timer) this.arm();
    });
  }
}
