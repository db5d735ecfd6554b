import type { Clock, Timer } from "./clock.ts";

/** A clock whose timers all end with the client they belong to. */
export class EndingClock implements Clock {
  private readonly running = new Set<Timer>();
  private ended = false;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now();
  }

  after(ms: number, task: () => void): Timer {
    if (this.ended) return { cancel: () => undefined };
    const inner = this.clock.after(ms, () => {
      this.running.delete(timer);
      task();
    });
    const timer: Timer = {
      cancel: () => {
        this.running.delete(timer);
        inner.cancel();
      },
    };
    this.running.add(timer);
    return timer;
  }

  /** Cancels what is under way, and takes nothing more. */
  end(): void {
    this.ended = true;
    for (const timer of this.running) timer.cancel();
  }
}
