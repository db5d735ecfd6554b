import { entryFields } from "../storage/entry-fields.ts";
import type { StoredEntry, StoredSummary } from "../storage/storage.ts";
import { directPeer, LIMITS } from "@skein/protocol";
import { isHidden, seenBy } from "./hidden.ts";

/** JSON text that is ready: an answer made of it is not parsed and printed again. */
export class Json {
  constructor(readonly text: string) {}
}

/**
 * An entry inside a page, a list or a delta, as `reader` sees it; `fold` is what was done to it since, as JSON text, `extra` more fields
 * for its reader.
 */
export function entryJson(entry: StoredEntry, fold?: string, reader?: string, extra?: string): string {
  const fields = entryFields(seenBy(entry, reader));
  // what was done to a hidden message is hidden with it
  const folded = fold === undefined || (reader !== entry.from && isHidden(entry)) ? "" : `,"fold":${fold}`;
  return `{${fields}${folded}${extra ? `,${extra}` : ""}}`;
}

/** An entry as a live frame, encoded once for all who hear it. */
export function entryFrame(entry: StoredEntry, cursor: string, reader?: string): string {
  return `{"type":"entry",${entryFields(seenBy(entry, reader))},"cursor":"${cursor}"}`;
}

const optional = (name: string, value: unknown) =>
  value === null || value === undefined ? "" : `,"${name}":${JSON.stringify(value)}`;

/** What goes into a conversation beside what the store keeps of it, as JSON text. */
export interface SummaryAddition {
  /** What was done to the newest entry that is shown. */
  readonly fold?: string | undefined;
  /** Fields of other rooms of that entry: `"name":value` pairs, joined by commas. */
  readonly ofLast?: string | undefined;
  /** The same of the conversation. */
  readonly extra?: string | undefined;
}

/**
 * A conversation as its member sees it. `last` is the newest entry of the talk itself, head and count are those of the log. `entries`,
 * when told, are those of a delta, contiguous up to the head.
 */
export function summaryJson(
  summary: StoredSummary,
  entries?: readonly StoredEntry[],
  { fold, ofLast, extra }: SummaryAddition = {},
): string {
  const { mine, last, shown } = summary;
  const count = last?.count ?? 0;
  const peer = summary.kind === "direct" ? directPeer(summary.id, mine.user) : undefined;
  // in a channel nobody learns who has read
  const small = summary.members <= LIMITS.marksPushed && !/"channel":true/.test(summary.settings);
  const others = small ? summary.others : null;
  return (
    `{"id":${JSON.stringify(summary.id)},"kind":"${summary.kind}"` +
    optional("name", summary.name) +
    optional("color", summary.color) +
    optional("peer", peer) +
    (summary.kind === "group" ? `,"role":"${mine.role}"` : "") +
    (summary.settings === "{}" ? "" : `,"settings":${summary.settings}`) +
    (mine.since > 1 ? `,"since":${mine.since}` : "") +
    (mine.muted > 0 ? `,"mutedUntil":${mine.muted}` : "") +
    optional("nick", mine.nick) +
    `,"members":${summary.members},"head":${last?.seq ?? 0},"at":${last?.at ?? summary.created},"count":${count}` +
    `,"read":${mine.read},"readCount":${mine.readCount},"delivered":${mine.delivered},"unread":${Math.max(0, count - mine.readCount)}` +
    (shown && shown.seq >= mine.since && (mine.user === shown.from || !isHidden(shown))
      ? `,"last":${entryJson(shown, fold, mine.user, ofLast)}`
      : "") +
    (others ? `,"marks":[${others.marks}]` : "") +
    // what the others call themselves there [GROUP-21]
    (others && others.nicks !== "" ? `,"nicks":{${others.nicks}}` : "") +
    (entries
      ? `,"entries":[${entries
          .filter(({ seq }) => seq >= mine.since)
          .map((entry) => entryJson(entry, undefined, mine.user))
          .join(",")}]`
      : "") +
    (extra === undefined || extra === "" ? "" : `,${extra}`) +
    "}"
  );
}
