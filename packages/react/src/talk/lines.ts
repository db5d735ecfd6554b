import type { Item } from "@skein/client";
import { isMessage } from "./kind/kinds.ts";
import type { MessageItem } from "./kind/row.ts";

/** What a talk shows, line by line: its messages, and what stands between them. */
export type Line =
  | { readonly type: "beginning"; readonly id: string }
  | { readonly type: "day"; readonly id: string; readonly at: number }
  | { readonly type: "unread"; readonly id: string }
  | { readonly type: "notice"; readonly id: string; readonly item: Item }
  | {
      readonly type: "message";
      readonly id: string;
      readonly item: MessageItem;
      readonly first: boolean;
      readonly last: boolean;
    };

export interface LinesOf {
  readonly items: readonly Item[];
  readonly hasOlder: boolean;
  /** Own read mark when one began to look: the unread line goes after it. */
  readonly readMark: number;
  readonly me: string | undefined;
}

/** Messages of one sender that follow each other within this time are one run. */
const RUN = 5 * 60_000;

/** Puts day separators and the unread line among the items, and groups messages of one sender into runs. */
export function linesOf({ items, hasOlder, readMark, me }: LinesOf): Line[] {
  const lines: Line[] = [];
  let day = "";
  let unreadShown = false;
  if (!hasOlder && items.length > 0) lines.push({ type: "beginning", id: "beginning" });
  for (const [index, item] of items.entries()) {
    const itemDay = dayOf(item.at);
    const newDay = itemDay !== day;
    if (newDay) lines.push({ type: "day", id: `day ${itemDay}`, at: item.at });
    day = itemDay;
    const unread: boolean = !unreadShown && isMessage(item) && item.from !== me && (item.seq ?? 0) > readMark;
    // Not where nothing above was read, which only says that the talk is new, and not before its true place is known.
    const marked = unread && readMark > 0 && (index > 0 || !hasOlder);
    if (marked) lines.push({ type: "unread", id: "unread" });
    unreadShown ||= unread;
    if (!isMessage(item)) {
      lines.push({ type: "notice", id: item.id, item });
      continue;
    }
    const before = items[index - 1];
    const after = items[index + 1];
    lines.push({
      type: "message",
      id: item.id,
      // of a kind that people send, or one that this version does not know
      item: item as MessageItem,
      first: newDay || marked || !before || !sameRun(before, item),
      last: !after || !sameRun(item, after) || dayOf(after.at) !== itemDay,
    });
  }
  // The unread line splits a run: the message above it ends one.
  const unreadAt = lines.findIndex(({ type }) => type === "unread");
  const above = lines[unreadAt - 1];
  if (above?.type === "message") lines[unreadAt - 1] = { ...above, last: true };
  return lines;
}

function sameRun(a: Item, b: Item): boolean {
  return isMessage(a) && isMessage(b) && a.from === b.from && b.at - a.at < RUN;
}

/** The day where the reader lives. */
function dayOf(at: number): string {
  return new Date(at).toDateString();
}
