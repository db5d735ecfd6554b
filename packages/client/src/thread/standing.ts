import type { Entry } from "@skein/protocol";

/** How one stands to a thread, as far as this device knows. */
export interface Standing {
  readonly conv: string;
  readonly root: number;
  /** The root and the newest reply; absent while they were not told. */
  readonly entry?: Entry;
  readonly last?: Entry;
  readonly replies: number;
  readonly followed: boolean;
  readonly read: number;
  /** Replies of others after `read`. */
  readonly unread: number;
}

/** A thread of which nothing is known. */
export function unknown(conv: string, root: number): Standing {
  return { conv, root, replies: 0, followed: false, read: root, unread: 0 };
}

/** How one stands after another reply came. */
export function replied(known: Standing, reply: Entry, me: string): Standing {
  if (known.last && reply.seq <= known.last.seq) return known;
  const next = { ...known, last: reply, replies: known.replies + 1 };
  // who replies follows it, and has read it
  if (reply.from === me) return { ...next, followed: true, read: reply.seq, unread: 0 };
  const mentioned = "mentions" in reply.body && reply.body.mentions?.users?.includes(me) === true;
  return {
    ...next,
    followed: known.followed || mentioned,
    unread: reply.seq > known.read ? known.unread + 1 : known.unread,
  };
}

/** How one stands after one has read up to a reply. `left`: the replies of others after it, where that is known. */
export function readUpTo(known: Standing, read: number, left: number | undefined): Standing {
  if (read <= known.read) return known;
  const all = known.last !== undefined && read >= known.last.seq;
  return { ...known, read, unread: all ? 0 : (left ?? known.unread) };
}

/** What the server told, and what the device knows already: it may have heard of a reply, or have read on, since. */
export function merged(known: Standing, told: Standing): Standing {
  const newer = told.replies >= known.replies ? { ...known, ...told } : { ...told, ...known, followed: told.followed };
  const read = Math.max(known.read, told.read);
  const unread = told.read < read ? Math.min(known.unread, newer.unread) : newer.unread;
  // what was done to the root since the answer was worked out stands
  const entry = uptoOf(known) > uptoOf(told) ? known.entry : newer.entry;
  return { ...newer, ...(entry && { entry }), read, unread };
}

const uptoOf = ({ entry }: Standing): number => entry?.fold?.upto ?? 0;

export function threadKey(conv: string, root: number): string {
  return `${root} ${conv}`;
}
