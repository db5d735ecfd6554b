import { isSendable } from "@skein/protocol/schema";
import type { StoredEntry } from "@skein/server";

/** A line as everybody should see it at the end: the entry, and what was done to it. */
export interface FoldedLine {
  readonly entry: StoredEntry;
  body: Readonly<Record<string, unknown>>;
  edits: number;
  recalledBy: string | undefined;
  /** Who gave each emoji, in the order of giving. */
  readonly reactions: Map<string, string[]>;
  /** Who pinned it, and where in the log. */
  pinned: { readonly by: string; readonly seq: number } | undefined;
  /** What each person chose, where votes are seen. */
  readonly votes: Map<string, readonly number[]>;
  /** The sums, where they are not. */
  sums: { readonly counts: readonly number[]; readonly voters: number } | undefined;
  closedBy: string | undefined;
}

/** The messages and notices of a log, worked out from its entries alone, by seq. It knows nothing of how client or server do it. */
export function foldedLog(log: readonly StoredEntry[]): ReadonlyMap<number, FoldedLine> {
  const lines = new Map<number, FoldedLine>();
  for (const entry of log) {
    const body = JSON.parse(entry.body) as Record<string, unknown>;
    if (entry.ref !== null) apply(lines.get(entry.ref), entry, body);
    // replies in threads are messages as well
    if (entry.ref === null || isSendable(entry.kind)) lines.set(entry.seq, { entry, body, ...untouched() });
  }
  return lines;
}

/** Of each option how many, how many people, and what one of them chose. */
export function pollOf({ body, votes, sums }: FoldedLine, user: string) {
  const options = (body["options"] as readonly unknown[] | undefined)?.length ?? 0;
  const chosen = [...votes.values()].filter((choices) => choices.length > 0);
  const counts = Array.from({ length: options }, (_, at) => chosen.filter((choices) => choices.includes(at)).length);
  return { counts: sums?.counts ?? counts, voters: sums?.voters ?? chosen.length, mine: votes.get(user) ?? [] };
}

const untouched = (): Omit<FoldedLine, "entry" | "body"> => ({
  edits: 0,
  recalledBy: undefined,
  reactions: new Map(),
  pinned: undefined,
  votes: new Map(),
  sums: undefined,
  closedBy: undefined,
});

function apply(line: FoldedLine | undefined, entry: StoredEntry, body: Record<string, unknown>): void {
  if (!line) return;
  const { kind, from, seq } = entry;
  switch (kind) {
    case "message.edited":
      line.body = body["body"] as FoldedLine["body"];
      line.edits += 1;
      return;
    case "message.recalled":
      Object.assign(line, { ...untouched(), body: {}, recalledBy: from });
      return;
    case "message.reacted": {
      const emoji = String(body["emoji"]);
      const givers = (line.reactions.get(emoji) ?? []).filter((giver) => giver !== from);
      if (body["on"] === true) givers.push(from);
      if (givers.length === 0) line.reactions.delete(emoji);
      else line.reactions.set(emoji, givers);
      return;
    }
    case "message.pinned":
      line.pinned = body["on"] === true ? { by: from, seq } : undefined;
      return;
    case "poll.voted":
      line.votes.set(from, body["choices"] as number[]);
      return;
    case "poll.counted":
      line.sums = body as unknown as NonNullable<FoldedLine["sums"]>;
      return;
    case "poll.closed":
      line.closedBy = from;
      return;
  }
}
