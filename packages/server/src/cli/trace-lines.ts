import { ERRORS, type ErrorName } from "@skein/protocol";
import type { HopName } from "../flight/flight.ts";
import type { TraceReport } from "../flight/inquiry.ts";
import type { Logged } from "../flight/knowledge.ts";
import type { NodeHop, TracedMessage } from "../flight/merge.ts";
import { columns } from "./screen.ts";

type Name = (id: string) => string;

/** What an operator reads of a trace. Times in UTC. */
export function traceLines({ messages, nodes, names }: TraceReport): string[] {
  const name: Name = (id) => (names[id] === undefined || names[id] === id ? id : `${names[id]} (${id})`);
  const several = nodes.length > 1;
  const found = messages.flatMap((message) => [...messageLines(message, name, several), ""]);
  const memories = nodes.map(({ node, sample, watched, flights, forgotten, since }) => {
    const whose = several ? `Node ${node} records` : "Recorded is";
    const which = sample === 0 ? "no message" : sample === 1 ? "every message" : `one message in ${sample}`;
    const also = watched.length > 0 ? ` and all of ${watched.join(", ")}` : "";
    const kept = since === undefined ? "nothing yet" : `${flights} since ${time(since)}, ${forgotten} are forgotten`;
    return `${whose} ${which}${also}: ${kept}.`;
  });
  return [...(found.length === 0 ? ["Neither the log nor any node knows of such a message.", ""] : found), ...memories];
}

function messageLines({ conv, seq, from, key, hops, more, log }: TracedMessage, name: Name, several: boolean) {
  const head = `${conv} ${seq ?? "(no place in the log)"}, from ${name(from)}${key === null ? "" : `, key ${key}`}`;
  const rows = hops.map((hop) => [`  ${time(hop.at)}`, ...(several ? [hop.node] : []), SAYS[hop.name](hop, name)]);
  const unseen = `  Its way was not recorded. To record what comes: skein trace --watch ${conv}`;
  return [
    head,
    ...(rows.length === 0 ? [unseen] : columns(rows)),
    ...(more === 0 ? [] : [`  and ${more} more that were not kept`]),
    ...(log ? logLines(log, name) : ["  It is not in the log."]),
  ];
}

const by = ({ user = "", device = "" }: NodeHop, name: Name) => `${name(user)} on ${name(device)}`;
const after = ({ took = 0 }: NodeHop) => `after ${took} ms`;

const SAYS: Readonly<Record<HopName, (hop: NodeHop, name: Name) => string>> = {
  accepted: (hop, name) => `accepted from ${by(hop, name)}, over ${carrier(hop)}`,
  refused: (hop, name) => `REFUSED to ${by(hop, name)}, over ${carrier(hop)}: ${reason(hop.error ?? "")}`,
  committed: (hop) => `committed ${after(hop)}, in a batch of ${hop.batch ?? 1}`,
  repeated: () => "sent again with the same key: answered as the first time, nothing written",
  published: () => "published to the other nodes",
  unpublished: () => "not published, the bus is away: the other nodes read it from the store",
  heard: () => "heard of, and taken in",
  fetched: () => "read from the store, for no word of it had come",
  waiting: (hop, name) => `WAITS to be written to ${by(hop, name)}`,
  written: (hop, name) => `written to ${by(hop, name)}, ${after(hop)}`,
  behind: (hop, name) => `written to ${by(hop, name)}, ${after(hop)}; that device is behind with reading`,
  slow: (hop, name) => `DROPPED: ${by(hop, name)} read too slowly and was cut off; it reads on when it comes back`,
  gone: (hop, name) => `DROPPED: the connection of ${by(hop, name)} ended before; it reads on when it comes back`,
  away: ({ users = [], more = 0 }, name) =>
    `no connection: ${[...users.map(name), ...(more > 0 ? [`${more} more`] : [])].join(", ")}`,
  resumed: ({ user = "" }, name) => `brought to ${name(user)}, who came back`,
  delivered: ({ user = "" }, name) => `delivered, says a device of ${name(user)}`,
  read: ({ user = "" }, name) => `read by ${name(user)}`,
};

function logLines({ at, kind, people, more }: Logged, name: Name): string[] {
  const those = (reached: Logged["people"][number]["reached"]) =>
    people.filter((one) => one.reached === reached).map(({ user }) => name(user));
  const told = ([what, who]: readonly [string, readonly string[]]) =>
    who.length === 0 ? [] : [`  ${what}: ${who.join(", ")}`];
  return [
    `  In the log since ${time(at)} (${kind}).`,
    ...[
      ["Read by", those("read")] as const,
      ["Delivered to", those("delivered")] as const,
      ["Not delivered to", those("neither")] as const,
    ].flatMap(told),
    ...(more === 0 ? [] : [`  and ${more} more members`]),
  ];
}

const CARRIERS: Readonly<Record<string, string>> = { http: "HTTP", sse: "SSE", "long-poll": "long-poll" };
const carrier = ({ transport = "" }: NodeHop) => CARRIERS[transport] ?? "WebSocket";

function reason(error: string): string {
  return Object.hasOwn(ERRORS, error) ? `${error}. ${ERRORS[error as ErrorName].summary}` : error;
}

function time(at: number): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", "");
}
