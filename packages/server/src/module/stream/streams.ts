import type { Command } from "../../command/command.ts";
import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import type { Events } from "../../message/events.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { streamCommands } from "./commands.ts";
import { LiveStreams } from "./live.ts";
import { StreamStore } from "./store.ts";
import { StreamSweep } from "./sweep.ts";

interface Parts {
  readonly line: Line;
  readonly storage: Pick<Storage, "query">;
  readonly events: Pick<Events, "send">;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** The room of streams: what it answers, and what ends those that nobody finishes. */
export function createStreams({ line, storage, events, clock, random, log }: Parts): {
  readonly commands: readonly Command[];
  close(): Promise<void>;
} {
  const live = new LiveStreams(events, clock);
  const room = { line, storage, store: new StreamStore(storage), live, random, log };
  const sweep = new StreamSweep(room);
  sweep.start();
  return {
    commands: streamCommands(room),
    async close() {
      live.close();
      await sweep.close();
    },
  };
}
