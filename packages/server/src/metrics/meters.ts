import type { Clock } from "../kit/clock.ts";
import { Tally } from "../kit/tally.ts";
import { SessionTally } from "../session/session-tally.ts";
import { StoreTally } from "../storage/watched.ts";
import { Traffic } from "../transport/traffic.ts";
import { Lag } from "./lag.ts";

/** What counts for the metrics alone and has no other home. */
export class Meters {
  readonly sessions = new SessionTally();
  readonly traffic = new Traffic();
  readonly requests = new Tally();
  readonly store = new StoreTally();
  readonly lag: Lag;
  readonly started: number;

  constructor(clock: Clock) {
    this.started = clock.now();
    this.lag = new Lag(clock);
  }
}
