import { systemClock } from "../../kit/clock.ts";
import { StartFault } from "../../kit/start-fault.ts";
import type { CliCommand, Given } from "../command.ts";
import { examineConnection } from "../doctor/connect/connect.ts";
import { baseOf } from "../doctor/connect/target.ts";
import { examine } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";
import { guest } from "../guest.ts";
import { whatRuns } from "../reach.ts";
import { columns, say } from "../screen.ts";

const MARK = { good: "ok", note: "note", bad: "BAD" } as const;
/** Seconds that a connection may be kept silent for a test. */
const MOST_IDLE = 600;

export const doctor: CliCommand = {
  name: "doctor",
  usage: "[--connect <url>] [settings]",
  summary:
    "Looks for what is wrong: settings, data folder, disk, database, port, limits of the system; or how a server is reached from here.",
  details:
    "Changes nothing. The exit code is 0 when nothing is bad; notes do not count. With --connect it looks at the name, the port, the certificate and each way of hearing from the server: WebSocket, event stream, long-poll and polling.",
  words: [0, 0],
  flags: {
    connect: {
      type: "string",
      summary: "Address of a server, as people type it: looks at the way to it, from any machine.",
    },
    token: {
      type: "string",
      summary: "With --connect: the token of a person, for all of it; - reads it from standard input.",
    },
    as: {
      type: "string",
      summary: "With --connect, on the server's own machine: a person to be signed in for the moment.",
    },
    idle: {
      type: "string",
      summary: `With --connect: also keeps connections silent for so many seconds (at most ${MOST_IDLE}).`,
    },
    json: { type: "boolean", summary: "Prints the findings as JSON." },
  },
  allSettings: true,
  async run(given) {
    const findings = await found(given);
    const bad = findings.filter(({ state }) => state === "bad").length;
    if (given.flags["json"] === true) say(JSON.stringify(findings, undefined, 2));
    else {
      const rows = findings.map(({ state, what, remedy }) => [MARK[state], remedy ? `${what} ${remedy}` : what]);
      say(...columns(rows));
      say("", bad === 0 ? "Nothing is wrong." : `${bad} ${bad === 1 ? "thing is" : "things are"} wrong.`);
    }
    return bad === 0 ? 0 : 1;
  },
};

async function found({ flags, settings }: Given): Promise<Finding[]> {
  const { connect, token, as, idle } = flags;
  if (typeof connect !== "string") {
    if ([token, as, idle].some((flag) => flag !== undefined))
      throw new StartFault("usage", "--token, --as and --idle belong to --connect <url>.", "Try: skein doctor --help");
    return examine(settings.load().config);
  }
  const url = baseOf(connect);
  const seconds = Number(idle ?? 0);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MOST_IDLE)
    throw new StartFault("usage", `--idle must be a whole number of seconds up to ${MOST_IDLE}.`, "");
  const target = { url, base: url.href.replace(/\/+$/, ""), clock: systemClock, idle: seconds * 1_000 };
  if (typeof as === "string") {
    await using reader = await guest(whatRuns(settings.load().config.data), as, "skein doctor");
    return await examineConnection({ ...target, token: reader.token });
  }
  const given = token === "-" ? (await Bun.stdin.text()).trim() : token;
  const none = typeof given !== "string";
  if (none && seconds > 0)
    throw new StartFault("usage", "--idle needs --token or --as.", "Make one: skein token <person>.");
  return examineConnection({ ...target, token: none ? undefined : given });
}
