import type { SkeinError } from "../error.ts";
import { entryItem, type Item, outboxItem, ticksOf } from "../item.ts";
import type { OutboxRecord, ThreadRecord } from "../store/store.ts";
import type { Talk } from "../talk.ts";
import { waitsIn } from "./replies.ts";
import type { Standing } from "./standing.ts";

/** Threads that are kept on the device. */
const KEPT = 50;

/** How one stands to a thread. */
export interface ThreadState {
  readonly replies: number;
  readonly followed: boolean;
  /** One has read up to here in it. */
  readonly read: number;
  /** Replies of others after `read`. */
  readonly unread: number;
}

/** A thread that one follows, as a list shows it. */
export interface ThreadView extends ThreadState {
  readonly conversation: string;
  readonly root: number;
  /** The message that it stands under. */
  readonly item: Item;
  /** The newest in it, also where it waits to be sent. */
  readonly last?: Item;
  /** When something was last said in it, ms. */
  readonly at: number;
}

/** The threads that one follows. */
export interface ThreadsState {
  /** The latest reply first. */
  readonly threads: readonly ThreadView[];
  /** Threads with replies that one has not read, also of those that were not read from the server yet. */
  readonly unread: number;
  readonly hasMore: boolean;
  /** Whether anything is known of them, from the store or from the server. */
  readonly known: boolean;
  readonly loading: boolean;
  readonly error?: SkeinError;
}

/** Who has something on its way follows the thread already. */
export function stateOf(
  { root, replies, followed, read, unread }: Standing,
  outbox: readonly OutboxRecord[],
): ThreadState {
  return { replies, followed: followed || outbox.some((record) => waitsIn(record, root)), read, unread };
}

export function viewOfThread(
  known: Standing,
  talk: Talk,
  outbox: readonly OutboxRecord[],
  me: string,
): ThreadView | undefined {
  const { conv: conversation, root, entry, last } = known;
  // in conversations that are still one's own, under messages that are still there
  if (!entry || !talk.summary || entry.fold?.recalled || root < (talk.summary.since ?? 0)) return undefined;
  const state = stateOf(known, outbox);
  const ticks = { ...ticksOf(talk.summary, me), read: 0 };
  const waiting = outbox.findLast((record) => waitsIn(record, root));
  const line = waiting ? outboxItem(waiting, me) : last && entryItem(last, me, ticks);
  if (!state.followed || !line) return undefined;
  return { ...state, conversation, root, item: entryItem(entry, me, ticks), last: line, at: line.at };
}

export function unreadOf(threads: readonly ThreadView[]): number {
  return threads.filter(({ unread }) => unread > 0).length;
}

/** What the device keeps: the latest of those that one follows. */
export function keptOf(standings: Iterable<Standing>): ThreadRecord[] {
  const mine = [...standings].flatMap(({ entry: root, last, ...known }) =>
    root && last && known.followed && !root.fold?.recalled ? [{ ...known, root, last }] : [],
  );
  return mine.toSorted((a, b) => b.last.at - a.last.at).slice(0, KEPT);
}
