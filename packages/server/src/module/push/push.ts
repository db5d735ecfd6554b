import type { Bus } from "../../cluster/bus.ts";
import type { Command } from "../../command/command.ts";
import type { Duties } from "../../duty/index.ts";
import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import type { Outside } from "../../kit/outside.ts";
import { Tally } from "../../kit/tally.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { Attention } from "./attention.ts";
import { Carriers, type PushSettings } from "./carriers.ts";
import { type Ask, pushCommands } from "./commands.ts";
import type { PushKeys } from "./keys.ts";
import { anyDevice, queued } from "./audience.ts";
import { Sender } from "./sender.ts";
import { spreadOut } from "./spread.ts";
import { sweep } from "./store.ts";
import { PushTokens } from "./token.ts";

/** Devices that were signed out are forgotten so often. ms */
const SWEEP = 60_000;
/** Nobody waits for it; while the duty is held it does not end by itself. ms */
const SOON = 500;

interface PushParts {
  readonly line: Line;
  readonly storage: Storage;
  readonly duties: Duties;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly config: {
    readonly push: PushSettings;
    readonly name: string;
    readonly publicUrl: string | undefined;
    readonly outside: { readonly allowed: readonly string[] };
  };
  readonly keys: PushKeys;
  readonly outside: Outside;
  readonly ask: Ask;
}

/** What tells people of messages while they are away. */
export interface Push {
  readonly commands: readonly Command[];
  /** What became of notifications, by the kind of service. */
  readonly tally: Tally;
  close(): void;
}

/** @throws StartFault for a setting that names a file which cannot be used */
export function createPush(parts: PushParts): Push {
  const { line, storage, duties, bus, clock, random, log, config, keys, outside, ask } = parts;
  const { commit } = line;
  const { push: settings, name: server, publicUrl } = config;
  const plain = config.outside.allowed.length > 0;
  const carriers = new Carriers({ settings, keys, outside, plain, publicUrl, clock, random });
  const attention = new Attention(bus, clock);
  const tokens = new PushTokens(keys.token);
  const tally = new Tally();
  const { grace } = settings;
  const sender = new Sender({ storage, commit, carriers, attention, tokens, clock, random, log, tally, server, grace });
  duties.follow({
    name: "push",
    from: "now",
    // what was said while nobody followed for so long is no news
    gap: "skip",
    wanted: () => anyDevice(storage),
    take: (entries) => queued(storage, entries, clock.now() + grace),
    settle: (held) => spreadOut({ storage, commit }, held),
  });
  duties.repeat({ name: "push.send", every: SOON, run: (held) => sender.run(held) });
  duties.repeat({
    name: "push.sweep",
    every: SWEEP,
    run: async ({ fence }) => {
      await commit.submit({ rows: [fence(), ...sweep()] });
    },
  });
  const room = { line, storage, carriers, attention, tokens, key: keys.vapid.key, plain, server, clock, random, ask };
  return {
    commands: pushCommands(room),
    tally,
    close() {
      attention.close();
      carriers.close();
    },
  };
}
