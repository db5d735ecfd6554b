import type { Clock, Timer } from "../clock.ts";
import type { SkeinError } from "../error.ts";

const RETRY = 1_000;

/** Asks again where a server could not answer for now: nobody else does while the link is up. */
export class OnceMore {
  private timer: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly call: () => void,
  ) {}

  /** In `error.after` ms. Not where that changes nothing, nor where the next link asks by itself. */
  after(error: SkeinError): void {
    this.cancel();
    if (error.retry === "later" && error.name !== "offline")
      this.timer = this.clock.after(error.after ?? RETRY, this.call);
  }

  cancel(): void {
    this.timer?.cancel();
  }
}
