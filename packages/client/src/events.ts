import type { DeviceChange, Entry, EventData } from "@skein/protocol";
import type { SkeinError } from "./error.ts";
import type { StopReason } from "./link/connection-state.ts";

/** What `client.on` tells. */
export interface ClientEvents {
  /** Somebody else said something, just now: play a sound, show a notification. Not told of what was missed while away. */
  readonly message: { readonly conversation: string; readonly entry: Entry };
  /**
   * The server does not want what was done to a message (`seq`), or to a group or a person (`seq` 0; of people `conversation` is empty) while
   * there was no link: it is shown as it was before.
   */
  readonly refused: {
    readonly conversation: string;
    readonly kind: string;
    readonly seq: number;
    readonly error: SkeinError;
  };
  /** Something went wrong that no call of yours answers for. The client goes on. */
  readonly error: SkeinError;
  /** A device of one's own was signed in (not this one) or out, or renamed; also told of what happened while away. */
  readonly device: DeviceChange;
  /**
   * An entry of one's own log, whatever device did it, also of what happened while away: one was let into a group one had asked for, not let
   * in, or removed. Told before it is applied: what one was removed from can still be looked at.
   */
  readonly self: Entry;
  /** To admins and owners: something was reported to the moderators of the server, or settled. */
  readonly report: EventData["report"];
  /** The token does not work any more, or this device was signed out (then what it stored is deleted): sign in again. */
  readonly signedOut: StopReason;
}
