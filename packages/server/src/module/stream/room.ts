import type { Log } from "../../kit/log.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import type { LiveStreams } from "./live.ts";
import type { StreamStore } from "./store.ts";

/** What the files of this room share. */
export interface StreamRoom {
  readonly line: Line;
  readonly storage: Pick<Storage, "query">;
  readonly store: StreamStore;
  readonly live: LiveStreams;
  readonly random: RandomBytes;
  readonly log: Log;
}
