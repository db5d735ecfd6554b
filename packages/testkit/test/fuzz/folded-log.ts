import type { StoredEntry } from "@skein/server";

/** A line as everybody should see it at the end: the entry, and what was done to it. */
export interface FoldedLine {
  readonly entry: StoredEntry;
  body: unknown;
  edits: number;
  recalledBy: string | undefined;
  /** Who gave each emoji, in the order of giving. */
  readonly reactions: Map<string, string[]>;
}

/** The lines of a log, worked out from its entries alone, by seq. It knows nothing of how client or server do it. */
export function foldedLog(log: readonly StoredEntry[]): ReadonlyMap<number, FoldedLine> {
  const lines = new Map<number, FoldedLine>();
  for (const entry of log) {
    const body = JSON.parse(entry.body) as Record<string, unknown>;
    if (entry.ref === null)
      lines.set(entry.seq, { entry, body, edits: 0, recalledBy: undefined, reactions: new Map() });
    else apply(lines.get(entry.ref), entry, body);
  }
  return lines;
}

function apply(line: FoldedLine | undefined, { kind, from }: StoredEntry, body: Record<string, unknown>): void {
  if (!line) return;
  switch (kind) {
    case "message.edited":
      line.body = body["body"];
      line.edits += 1;
      return;
    case "message.recalled":
      line.body = {};
      line.edits = 0;
      line.recalledBy = from;
      line.reactions.clear();
      return;
    case "message.reacted": {
      const emoji = String(body["emoji"]);
      const givers = (line.reactions.get(emoji) ?? []).filter((giver) => giver !== from);
      if (body["on"] === true) givers.push(from);
      if (givers.length === 0) line.reactions.delete(emoji);
      else line.reactions.set(emoji, givers);
      return;
    }
  }
}
