import { conversationKind } from "@skein/protocol";
import type { TraceReport } from "../../flight/inquiry.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { askLocal } from "../ask.ts";
import type { CliCommand } from "../command.ts";
import { whatRuns, withServer } from "../reach.ts";
import { say } from "../screen.ts";
import { traceLines } from "../trace-lines.ts";

/** Minutes that somebody is watched unless told otherwise, and at most. */
const MINUTES = 15;
const MOST = 1440;

export const trace: CliCommand = {
  name: "trace",
  usage: "<conversation> <seq> | --key <key> | --watch <person or conversation> [--minutes <n>]",
  summary: "Tells what became of a message, step by step; never what it says.",
  details:
    "One message in `trace.sample` is recorded, and every one of whoever is watched. Of all others it tells what the log knows:\nwhen it was written, by whom, and who has it. All nodes are asked.",
  words: [0, 2],
  flags: {
    key: { type: "string", summary: "The key that the sender gave the message; also finds one that was refused." },
    watch: { type: "string", summary: "Record all messages of a person or a conversation, from now on." },
    minutes: { type: "string", summary: `For how many minutes to watch (default ${MINUTES}, at most ${MOST}).` },
  },
  run({ words, flags, settings }) {
    const { config } = settings.load();
    if (typeof flags["watch"] === "string") return watch(config.data, flags["watch"], flags["minutes"]);
    const sought = soughtBy(words, flags["key"]);
    return withServer(config, async (reached) => {
      say(...traceLines(await askLocal<TraceReport>(reached, "trace", sought)));
      return 0;
    });
  },
};

function soughtBy([conv, seq]: readonly string[], key: string | boolean | undefined): object {
  if (typeof key === "string" && conv === undefined) return { key };
  if (key === undefined && conv !== undefined && conversationKind(conv) && /^[1-9]\d{0,15}$/.test(seq ?? ""))
    return { conv, seq: Number(seq) };
  throw new StartFault(
    "usage",
    "Which message? Give its conversation and its number in it, or --key <key>.",
    "Try: skein trace --help",
  );
}

async function watch(data: string, whom: string, asked: string | boolean | undefined): Promise<number> {
  const minutes = Number(asked ?? MINUTES);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST)
    throw new StartFault("usage", `--minutes must be a whole number from 1 to ${MOST}.`, "");
  const begun = await askLocal<{ whom: string; nodes: string[] }>(whatRuns(data), "watch", {
    whom,
    ms: minutes * 60_000,
  });
  if (begun.nodes.length === 0)
    throw new StartFault("refused", "Too many are watched already.", "Wait until some of them are not any more.");
  say(
    `All messages of ${begun.whom} are recorded for ${minutes} ${minutes === 1 ? "minute" : "minutes"}, on ${nodes(begun.nodes)}.`,
  );
  return 0;
}

function nodes(names: readonly string[]): string {
  return names.length === 1 ? "the one node there is" : `${names.length} nodes: ${names.join(", ")}`;
}
