import type { Hop, HopName } from "./flight.ts";
import type { Logged } from "./knowledge.ts";

/** A flight as one node tells it. */
export interface ToldFlight {
  readonly conv: string;
  readonly seq?: number;
  readonly from: string;
  readonly key: string | null;
  readonly hops: readonly Hop[];
  /** Hops that were not kept. */
  readonly more: number;
}

/** What one node knows. */
export interface Told {
  readonly node: string;
  readonly flights: readonly ToldFlight[];
}

/** A hop with the node that saw it. */
export interface NodeHop extends Hop {
  readonly node: string;
}

/** A message, from all that is known of it. */
export interface TracedMessage {
  readonly conv: string;
  /** Absent when it never got a place, as far as anybody knows. */
  readonly seq?: number;
  readonly from: string;
  readonly key: string | null;
  /** By time. Nodes' clocks differ by some ms, as well as they are set. */
  readonly hops: readonly NodeHop[];
  readonly more: number;
  /** Absent when it is not in the log. */
  readonly log?: Logged;
}

/** What comes first of two things that bear the same ms. */
const ORDER: Readonly<Record<HopName, number>> = {
  accepted: 0,
  refused: 1,
  committed: 2,
  repeated: 3,
  published: 4,
  unpublished: 4,
  heard: 5,
  fetched: 5,
  away: 6,
  waiting: 7,
  written: 7,
  behind: 7,
  slow: 7,
  gone: 7,
  resumed: 8,
  delivered: 9,
  read: 10,
};

interface Gathered {
  seq: number | undefined;
  readonly conv: string;
  readonly from: string;
  readonly key: string | null;
  readonly hops: NodeHop[];
  more: number;
  log?: Logged;
}

/** Puts together what nodes and the log tell of messages. */
export function merge(told: readonly Told[], logged: readonly Logged[]): TracedMessage[] {
  const messages: Gathered[] = logged.map((log) => {
    const { conv, seq, from, key } = log;
    return { conv, seq, from, key, hops: [], more: 0, log };
  });
  for (const { node, flights } of told) {
    for (const flight of flights) {
      const message = ofSame(messages, flight);
      message.seq ??= flight.seq;
      message.more += flight.more;
      for (const hop of flight.hops) message.hops.push({ ...hop, node });
    }
  }
  return messages.map(({ seq, hops, ...rest }) => ({
    ...rest,
    ...(seq !== undefined && { seq }),
    hops: withoutHeard(onceMarked(hops)).sort((a, b) => a.at - b.at || ORDER[a.name] - ORDER[b.name]),
  }));
}

function ofSame(messages: Gathered[], { conv, seq, from, key }: ToldFlight): Gathered {
  const same = messages.find(
    (one) =>
      one.conv === conv && (key === null ? one.key === null && one.seq === seq : one.key === key && one.from === from),
  );
  if (same) return same;
  const made: Gathered = { conv, seq, from, key, hops: [], more: 0 };
  messages.push(made);
  return made;
}

/** Each node sees each mark move; whoever saw it first tells of it. */
function onceMarked(hops: readonly NodeHop[]): NodeHop[] {
  const first = new Map<string, NodeHop>();
  for (const hop of hops) {
    if (hop.name !== "delivered" && hop.name !== "read") continue;
    const mark = `${hop.name} ${hop.user ?? ""}`;
    const known = first.get(mark);
    if (!known || hop.at < known.at) first.set(mark, hop);
  }
  const firsts = new Set(first.values());
  return hops.filter((hop) => (hop.name !== "delivered" && hop.name !== "read") || firsts.has(hop));
}

/** Somebody is away only where no node had a connection of theirs. One hop of all nodes, for each has the same to say. */
function withoutHeard(hops: readonly NodeHop[]): NodeHop[] {
  const [first, ...others] = hops.filter(({ name }) => name === "away");
  if (!first) return [...hops];
  const reached = new Set(
    hops.filter(({ device, name }) => device !== undefined && name !== "accepted").map(({ user }) => user),
  );
  const users = (first.users ?? []).filter((user) => !reached.has(user));
  const more = Math.min(...[first, ...others].map((hop) => hop.more ?? 0));
  const rest = hops.filter(({ name }) => name !== "away");
  return users.length + more === 0 ? rest : [...rest, { ...first, users, more }];
}
