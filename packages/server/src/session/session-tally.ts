import { Tally } from "../kit/tally.ts";
import type { Resumption } from "../message/resume.ts";

/** What became of sessions, in numbers. */
export class SessionTally {
  /** Hellos by result (`delta`, `reset`, `refused`) and why. */
  readonly hellos = new Tally();
  /** Errors that were told over links, by name: whatever a frame or a command was refused with. */
  readonly errors = new Tally();

  greeted(resumption: Resumption): void {
    if ("reset" in resumption) this.hellos.add("reset", resumption.reset);
    else this.hellos.add("delta", "");
  }

  refused(error: string): void {
    this.hellos.add("refused", error);
  }
}
