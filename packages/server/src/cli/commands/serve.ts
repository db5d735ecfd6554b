import { isIPv6 } from "node:net";
import { advice, refusals } from "../../config/safety.ts";
import { ConfigFault, type Config } from "../../config.ts";
import { openDataFolder } from "../../home/folder.ts";
import { hold } from "../../home/hold.ts";
import { readRunning } from "../../home/lock.ts";
import { loadSecrets } from "../../home/secrets.ts";
import { systemClock } from "../../kit/clock.ts";
import { newSecret, systemRandom } from "../../kit/id.ts";
import { createLog } from "../../kit/log.ts";
import { isLoopback } from "../../kit/loopback.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { certificateFiles } from "../../server/port.ts";
import type { Reached } from "../ask.ts";
import type { CliCommand, Given } from "../command.ts";
import { serveAlone } from "../serve-alone.ts";
import { startFault } from "../start.ts";
import { welcome } from "../welcome.ts";
import { untilStopped } from "../signals.ts";
import { complain, say, sayToNobody } from "../screen.ts";
import { Workers } from "../workers.ts";

export const serve: CliCommand = {
  name: "serve",
  usage: "[--demo] [settings]",
  summary: "Starts the server.",
  details:
    "Runs until Ctrl-C or SIGTERM: then clients are told to come back, what was begun is finished, and it ends.\nA second signal ends it at once.",
  words: [0, 0],
  flags: {
    demo: {
      type: "boolean",
      summary: "Add a handful of people, groups and talk to look at, and print links to sign in as them.",
    },
  },
  allSettings: true,
  run,
};

async function run({ flags, settings }: Given): Promise<number> {
  const { config: asked, warnings } = settings.load();
  const unsafe = refusals(asked);
  if (unsafe.length > 0) throw new ConfigFault(unsafe);
  complain(...[...warnings, ...advice(asked)].map((line) => `Note: ${line}`));

  const folder = openDataFolder(asked.data);
  using lock = hold(folder);
  if (!lock) throw inUse(folder);
  const config: Config = { ...asked, data: folder };
  const { hostAuth } = loadSecrets(folder, systemRandom);
  const secret = newSecret(systemRandom);
  const log = createLog(config.log.level);
  sayToNobody();
  const stopped = untilStopped(process, log, systemClock);
  const order = { config, hostSecret: hostAuth, secret };
  const served = await (config.workers > 1 ? Workers.start(order, log) : serveAlone(order, log));
  const { base } = served;
  const scheme = certificateFiles(config) ? "https" : "http";
  const reached: Reached = { url: `${scheme}://${hereOn(config.host)}:${served.port}`, base, secret };
  try {
    lock.announce({ pid: process.pid, ...reached });
  } catch (fault) {
    await served.close();
    throw startFault(fault, config);
  }
  say(...(await welcome(reached, config, flags["demo"] === true)));

  await stopped;
  say("", "Stopping: clients are told to come back …");
  await served.close();
  say("Stopped.");
  return 0;
}

function inUse(folder: string): StartFault {
  const running = readRunning(folder);
  const who = running ? `It runs as process ${running.pid} on ${running.url}.` : "It is starting or stopping just now.";
  return new StartFault(
    "locked",
    `Another Skein uses the data folder ${folder}. ${who}`,
    "Stop that one, or choose another folder with --data.",
  );
}

/** An address at which this machine reaches what listens on `host`. */
function hereOn(host: string): string {
  if (host === "0.0.0.0" || isLoopback(host)) return host === "::1" ? "[::1]" : "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIPv6(host) ? `[${host}]` : host;
}
