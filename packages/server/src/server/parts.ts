import type { Bus } from "../cluster/bus.ts";
import type { Inquiry } from "../flight/inquiry.ts";
import type { LocalCalls } from "../http/room.ts";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Outside } from "../kit/outside.ts";
import type { Account } from "../module/account/index.ts";
import type { BlobStore } from "../storage/blob/blob.ts";
import type { Storage } from "../storage/storage.ts";

/** What tests put in place of the system's own. */
export interface Parts {
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly log?: Log;
  readonly storage?: Storage;
  /** Nothing is indexed, and no search answered. */
  readonly search?: "none";
  readonly bus?: Bus;
  /** The way to addresses that people give. */
  readonly outside?: Outside;
  readonly blobs?: BlobStore;
  /** `none`: this node does no work behind the line (indexing, pushing, sweeping); others may. */
  readonly duties?: "none";
  /** The secret of host-app sign-in by HS256, made at first start. */
  readonly hostSecret?: string;
  /** What the command line of this machine may ask of the running server. */
  readonly local?: (account: Account, trace: Inquiry) => LocalCalls;
}

/** How people reach this server; the port may only be known once it listens. */
export interface Address {
  base: string;
}
