import type { Command } from "../../command/command.ts";
import type { Duties } from "../../duty/index.ts";
import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Events } from "../../message/events.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { streamCommands } from "./commands.ts";
import { LiveStreams } from "./live.ts";
import { StreamStore } from "./store.ts";
import { streamSweep } from "./sweep.ts";

interface Parts {
  readonly line: Line;
  readonly storage: Pick<Storage, "query">;
  readonly events: Pick<Events, "send">;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly duties: Duties;
}

/** The room of streams: what it answers, and what ends those that nobody finishes. */
export function createStreams({ line, storage, events, clock, random, duties }: Parts): {
  readonly commands: readonly Command[];
  close(): void;
} {
  const live = new LiveStreams(events, clock);
  const room = { line, storage, store: new StreamStore(storage), live, random };
  duties.repeat(streamSweep(room));
  return {
    commands: streamCommands(room),
    close: () => live.close(),
  };
}
