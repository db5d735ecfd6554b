import type { DeltaFrame, EntryFrame, EventFrame, Welcome } from "@skein/protocol";
import type { SkeinError } from "../error.ts";
import type { StopReason } from "./connection-state.ts";

/** A frame that answers nothing. */
export type PushFrame = EntryFrame | DeltaFrame | EventFrame;

export interface ConnectionEvents {
  /** The server took us; frames follow. */
  welcomed(welcome: Welcome): void;
  pushed(frame: PushFrame): void;
  /** An answer came. Told in the order of frames: whoever asked goes on later, behind the rest of the message. */
  answered(result: unknown): void;
  /** The link that was welcomed is gone. */
  lost(): void;
  stopped(reason: StopReason): void;
  failed(error: SkeinError): void;
}
