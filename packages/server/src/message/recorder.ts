import type { MarkState, StoredEntry } from "../storage/storage.ts";
import type { Audience } from "./audience.ts";

/**
 * Sees what becomes of messages on their way out. Most are of no interest to it, and those must cost next to nothing: for them it gives
 * back the audience that it was given.
 */
export interface Recorder {
  /** An entry goes out now, through what is given back. */
  sending(entry: StoredEntry, audience: Audience): Audience;
  /** An entry goes out with the next window of its conversation, which may be now. */
  held(entry: StoredEntry): void;
  /** All that was held for a conversation goes out now, through what is given back. */
  window(conv: string, audience: Audience): Audience;
  /** Somebody brought along what they had missed. */
  resumed(user: string, entries: readonly StoredEntry[]): void;
  /** Somebody's marks moved. */
  moved(mark: MarkState): void;
}

const nothing = (): void => undefined;

/** Where nobody wants to know. */
export const unrecorded: Recorder = {
  sending: (_entry, audience) => audience,
  held: nothing,
  window: (_conv, audience) => audience,
  resumed: nothing,
  moved: nothing,
};
