import type { FileInfo } from "@skein/protocol";
import type { Timer } from "../clock.ts";
import { SkeinError } from "../error.ts";
import { Cell } from "../observable.ts";
import type { Progress } from "./progress.ts";

/** One file of a message that waits in the outbox. */
export class Job {
  readonly progress: Cell<Progress>;
  ending = new AbortController();
  running = false;
  failures = 0;
  /** Its message has been stored. */
  kept = false;
  /** Tries again then. */
  timer: Timer | undefined;

  constructor(
    readonly conv: string,
    readonly key: string,
    readonly id: string,
    readonly file: FileInfo,
  ) {
    this.progress = new Cell<Progress>({ phase: "waiting", done: 0, size: file.size });
  }

  tell(step: Omit<Progress, "size">): void {
    this.progress.set({ ...step, size: this.file.size });
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.ending.abort(SkeinError.local("closed"));
    this.ending = new AbortController();
  }
}
