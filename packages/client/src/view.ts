import type { GroupSettings, Kept, Params, Summary } from "@skein/protocol";
import { entryItem, type Item, type ItemState, outboxItem, ticksOf } from "./item.ts";
import { pinnedAfter } from "./pins.ts";
import type { DraftRecord, OutboxRecord, OwnRead } from "./store/store.ts";

/** A conversation as a list shows it. */
export interface ConversationView {
  readonly id: string;
  /** `direct` with oneself (`peer` is oneself) holds the saved messages. */
  readonly kind: "direct" | "group";
  readonly name?: string;
  readonly color?: number;
  /** The other person of a direct conversation. */
  readonly peer?: string;
  /** One's role in a group. */
  readonly role?: "owner" | "admin" | "member";
  /** What a group has set; absent: nothing. */
  readonly settings?: GroupSettings;
  /** Until when one may not speak there, ms. */
  readonly mutedUntil?: number;
  /** What one calls oneself there. */
  readonly nick?: string;
  /** What others call themselves there, by their ids, as far as it is known (see `learnNicks`); empty: by their names. */
  readonly nicks?: Readonly<Record<string, string>>;
  /** How many ask to come in, for those who may let them. */
  readonly requests?: number;
  /** Id of the announcement that one has read. */
  readonly announcementRead?: number;
  readonly members: number;
  readonly head: number;
  /** When something last happened, ms by the server's clock. */
  readonly at: number;
  /** Right before the server knows that one has read. */
  readonly unread: number;
  /** Unread messages that mention one, ascending: the first of them where there are very many. */
  readonly mentions: readonly number[];
  /** Messages that are pinned for all, the latest pinned first. */
  readonly pins: readonly number[];
  /** Own marks. */
  readonly read: number;
  readonly delivered: number;
  /** The newest line, also one that is still pending. */
  readonly last?: Item;
  /** State of the newest line where it is one's own. */
  readonly lastState?: ItemState;
  /** Who types now. */
  readonly typing: readonly string[];
  /** Text that was not sent, the same on all devices, and the message that it answers. */
  readonly draft?: string;
  readonly draftReply?: number;
  /** On top of the list, the highest first. */
  readonly pinned?: number;
  /** Until when it makes no noise, ms. */
  readonly quiet?: number;
  /** Not in the list until something newer is said. */
  readonly hidden: boolean;
  /** In the archive. */
  readonly archived: boolean;
  /** Marked as unread by hand. */
  readonly markedUnread: boolean;
  /** Folders it is in, by their ids. */
  readonly folders: readonly string[];
  /** Of which of its messages one is told; undefined: as one's settings say. */
  readonly notify: Kept["notify"];
  /** Owners and admins write, the others read. */
  readonly channel: boolean;
  /** Messages that were refused for good. */
  readonly failed: number;
}

const NONE: readonly string[] = [];
const NO_SEQS: readonly number[] = [];

interface Parts {
  readonly me: string;
  readonly summary: Summary;
  readonly ownRead: OwnRead | undefined;
  readonly outbox: readonly OutboxRecord[];
  readonly typing: readonly string[];
  readonly draft: DraftRecord | undefined;
}

/** What a group tells beside its name, where it does. */
function ofGroup({
  settings,
  mutedUntil,
  nick,
  nicks,
  requests,
  announcementRead,
}: Summary): Partial<ConversationView> {
  return {
    ...(settings && { settings }),
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(nick !== undefined && nick !== "" && { nick }),
    ...(nicks && { nicks }),
    ...(requests !== undefined && { requests }),
    ...(announcementRead !== undefined && { announcementRead }),
  };
}

/** How far one has read, as this device knows it: maybe further than the server does. */
export function readOf(summary: Summary, ownRead: OwnRead | undefined): OwnRead {
  return ownRead && ownRead.seq > summary.read ? ownRead : { seq: summary.read, count: summary.readCount };
}

/** What was done to a group and waits for the link shows as if it were done. */
function awaited(outbox: readonly OutboxRecord[], known: GroupSettings | undefined): Partial<ConversationView> {
  let shown: Partial<ConversationView> = {};
  for (const { kind, body, error } of outbox) {
    if (error || (kind !== "group.update" && kind !== "group.nick")) continue;
    const { conv: _conv, settings, ...fields } = body as Params<"group.update">;
    shown = { ...shown, ...fields, ...(settings && { settings: { ...known, ...shown.settings, ...settings } }) };
  }
  return shown;
}

/** Works out what a list shows; unread is the formula of MARK-3 with the own mark of this device. */
export function viewOf(parts: Parts): ConversationView | undefined {
  const { me, summary, outbox, typing, draft } = parts;
  const { id, kind, name, color, peer, role, members, head, at, count, delivered } = summary;
  if (kind === "self" || outbox.some((act) => act.kind === "group.leave" && !act.error)) return undefined;
  const read = readOf(summary, parts.ownRead);
  const waiting = outbox.findLast(({ ref }) => ref === undefined);
  const {
    last: newest,
    since = 0,
    mentioned = NO_SEQS,
    pinned: told = NO_SEQS,
    settings,
    kept: { v: _v, pinned, quiet, ...kept } = { v: 0 },
  } = summary;
  const seen = newest && newest.seq >= since && !newest.mine?.removed ? newest : undefined;
  const last = waiting ? outboxItem(waiting, me) : seen && entryItem(seen, me, ticksOf(summary, me));
  let pins: readonly number[] = told;
  for (const { ref, error, ...done } of outbox) if (ref !== undefined && !error) pins = pinnedAfter(pins, ref, done);
  // kept away as long as nothing newer is said
  const away = (upTo = 0): boolean => upTo > 0 && !waiting && (newest?.seq ?? 0) <= upTo;
  return {
    id,
    kind,
    ...(name !== undefined && { name }),
    ...(color !== undefined && { color }),
    ...(peer !== undefined && { peer }),
    ...(role !== undefined && { role }),
    ...ofGroup(summary),
    ...awaited(outbox, settings),
    members,
    head,
    at: Math.max(at, waiting?.at ?? 0),
    unread: Math.max(0, count - read.count),
    mentions: mentioned.filter((seq) => seq > read.seq && seq >= since),
    pins: pins.filter((seq) => seq >= since),
    read: read.seq,
    delivered: Math.max(delivered, read.seq),
    ...(last && { last }),
    ...(last?.from === me && { lastState: last.state }),
    typing,
    ...(draft?.text && { draft: draft.text }),
    ...(draft?.reply !== undefined && { draftReply: draft.reply }),
    ...(pinned !== undefined && { pinned }),
    ...(quiet !== undefined && { quiet }),
    hidden: away(kept.hidden),
    archived: away(kept.archived),
    markedUnread: kept.unread === true,
    folders: kept.folders ?? NONE,
    notify: kept.notify,
    channel: settings?.channel === true,
    failed: outbox.filter((record) => record.error).length,
  };
}
