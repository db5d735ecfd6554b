import type { Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { Statement } from "../../storage/storage.ts";

/** What the files of this room share. */
export interface MessageRoom {
  readonly line: Line;
  readonly reading: Reading;
  /** How long after it was sent its author may take a message back, ms. */
  readonly recallWindow: number;
  /** Deletes what other rooms keep of a message that is taken back. */
  readonly forgets: readonly Forget[];
}

export type Forget = (conv: string, seq: number) => readonly Statement[];
