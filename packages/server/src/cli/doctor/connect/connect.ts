import { good, note, type Finding } from "../finding.ts";
import { addressOf } from "./address.ts";
import { longPollOf, pollingOf, serverOf } from "./answers.ts";
import { streamOf } from "./stream.ts";
import type { Target } from "./target.ts";
import { webSocketOf } from "./upgrade.ts";

/** The least and the most that a client may tell the server to keep silent, ms. */
const SILENCE = { least: 30_000, most: 900_000 };

/** How a server is reached from here: its name, port and certificate, and each way of hearing from it. Stops where nothing behind could be right. */
export async function examineConnection(given: Omit<Target, "tls">): Promise<Finding[]> {
  const { findings, trusted } = await addressOf({ ...given, tls: { rejectUnauthorized: false } });
  if (trusted === undefined) return findings;
  // what is not trusted was told of; what lies behind it is looked at all the same
  const target = { ...given, tls: { rejectUnauthorized: trusted } };
  const server = await serverOf(target);
  if (!server.ready) return [...findings, ...server.findings];
  const heartbeat = Math.min(SILENCE.most, Math.max(SILENCE.least, Math.round(given.idle * 1.25)));
  const hello = JSON.stringify({ type: "hello", id: 1, token: given.token ?? "none", heartbeat });
  const ways = [
    ["a WebSocket", await webSocketOf(target, hello)],
    ["an event stream", await streamOf(target, hello)],
    ["long-poll", [await longPollOf(target, hello)]],
  ] as const;
  const found = [...ways.flatMap(([, of]) => of), await pollingOf(target)];
  return [...findings, ...server.findings, ...found, ...verdictOf(ways)];
}

/** What carries those who come from here; the first finding of each way says whether it opens. */
function verdictOf(ways: readonly (readonly [name: string, findings: readonly Finding[]])[]): Finding[] {
  const at = ways.findIndex(([, [first]]) => first?.state === "good");
  const name = ways[at]?.[0];
  // that nothing works was said of each
  if (name === undefined) return [];
  const verdict = `From here clients come by ${name}`;
  return [at === 0 ? good(`${verdict}, the best way.`) : note(`${verdict}: what is better does not get through.`)];
}
