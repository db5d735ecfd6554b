import type { Dispatch } from "../command/dispatch.ts";
import type { BucketRate } from "../kit/bucket.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Admission } from "../transport/admission.ts";
import type { Expiry } from "./expiry.ts";
import type { Handshake } from "./handshake.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { Hub } from "./hub.ts";
import type { Flusher } from "./outbox.ts";

/** What all sessions of a node share. */
export interface SessionRoom {
  readonly handshake: Handshake;
  readonly dispatch: Dispatch;
  readonly hub: Hub;
  readonly heartbeat: Heartbeat;
  readonly expiry: Expiry;
  readonly flusher: Flusher;
  readonly admission: Admission;
  readonly clock: Clock;
  readonly log: Log;
  /** The base URL that links made for people begin with. */
  readonly address: { readonly base: string };
  /** Frames a link may send. */
  readonly rate: BucketRate;
  /** Errors a link may cause before it is closed. */
  readonly patience: BucketRate;
  readonly outboxBytes: number;
}
