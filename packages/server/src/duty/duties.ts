import type { DutyParts } from "./lease.ts";
import { LogDuty, type LogWork } from "./log-duty.ts";
import { TimedDuty, type TimedWork } from "./timed-duty.ts";

/** All that this node may do behind the line; rooms add theirs before the start. */
export class Duties {
  readonly #following: LogDuty[] = [];
  readonly #timed: TimedDuty[] = [];

  constructor(private readonly parts: DutyParts) {}

  /** Adds what follows the log. */
  follow(work: LogWork): LogDuty {
    const duty = new LogDuty(work, this.parts);
    this.#following.push(duty);
    return duty;
  }

  /** Adds what is done again and again. */
  repeat(work: TimedWork): TimedDuty {
    const duty = new TimedDuty(work, this.parts);
    this.#timed.push(duty);
    return duty;
  }

  start(): void {
    for (const duty of [...this.#following, ...this.#timed]) duty.start();
  }

  /** Something was written to the log. */
  wake(): void {
    for (const duty of this.#following) duty.wake();
  }

  /** Finishes what was begun, and gives all back. */
  async close(): Promise<void> {
    await Promise.all([...this.#following, ...this.#timed].map((duty) => duty.close()));
  }
}
