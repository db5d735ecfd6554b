import type { SkeinError } from "../error.ts";

/** How far a file has got on its way to the server. */
export interface Progress {
  /**
   * `waiting`: for its turn, or for a link; `reading`: its SHA-256 is worked out; `sending`; `finishing`: the server looks at it;
   * `paused`: by whoever sends it.
   */
  readonly phase: "waiting" | "reading" | "sending" | "finishing" | "paused";
  /** Bytes that are behind it in this phase. */
  readonly done: number;
  readonly size: number;
  /** Why it waits, after a try that failed. */
  readonly error?: SkeinError;
}
