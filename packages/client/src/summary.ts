import { folded } from "./fold.ts";
import { type Entry, CLIENT_LIMITS, type Mark, type Summary } from "@skein/protocol";

/** The summary after one more entry, of which `entry.seq > summary.head`. */
export function advance(summary: Summary, entry: Entry, me: string): Summary {
  const known: Summary = { ...summary, head: entry.seq, at: entry.at, count: entry.count };
  const { last } = summary;
  if (entry.kind === "hidden") known.at = summary.at;
  else if (entry.ref === undefined) known.last = entry;
  else if (last && entry.ref === last.seq) known.last = withFold(last, [entry], me);
  // What somebody says moves their own marks, and nobody is told of that otherwise; what the server writes in their name
  // (it bears no key) moves none, nor does what is done to a message. [SEND-6]
  const { from: user, seq, count: readCount } = entry;
  const next =
    entry.key === undefined || entry.ref !== undefined
      ? known
      : marked(known, { user, read: seq, readCount, delivered: seq }, me);
  switch (entry.kind) {
    case "group.updated":
      return { ...next, ...entry.body, settings: { ...next.settings, ...entry.body.settings } };
    case "group.dissolved":
      return { ...next, settings: { ...next.settings, dissolved: entry.body.at } };
    case "member.added":
      return { ...next, members: next.members + entry.body.users.length };
    case "member.joined":
      return { ...next, members: next.members + 1 };
    case "member.transferred":
      return entry.body.user === me
        ? { ...next, role: "owner" }
        : entry.from === me
          ? { ...next, role: "admin" }
          : next;
    case "member.muted":
      return entry.body.user === me ? { ...next, mutedUntil: entry.body.until } : next;
    case "member.nick":
      return entry.from === me
        ? { ...next, nick: entry.body.nick }
        : { ...next, nicks: { ...next.nicks, [entry.from]: entry.body.nick } };
    case "member.removed":
      return without(next, entry.body.user);
    case "member.left":
      return without(next, entry.from);
    case "member.role":
      return entry.body.user === me ? { ...next, role: entry.body.role } : next;
    default:
      return next;
  }
}

/** An entry with what was done to it since. */
function withFold(entry: Entry, operations: readonly Entry[], me: string): Entry {
  const fold = folded(entry, operations, me);
  if (!fold) return entry;
  return fold.recalled ? ({ ...entry, body: {}, fold } as unknown as Entry) : { ...entry, fold };
}

/**
 * The newest line of a summary that a delta told: it says nothing of what was done to that line. Undefined where that cannot be
 * worked out from what is known.
 */
export function lastOfDelta(known: Summary | undefined, told: Summary, me: string): Entry | undefined {
  const { last, entries } = told;
  if (!last || !entries || last.seq === told.head) return last;
  const operations = entries.filter(({ ref }) => ref === last.seq);
  const first = entries[0]?.seq ?? told.head + 1;
  // all that was done to it is among the entries, or the rest is known
  if (first <= last.seq) return withFold(last, operations, me);
  if (known?.last?.seq === last.seq && first <= known.head + 1) return withFold(known.last, operations, me);
  return undefined;
}

function without(summary: Summary, user: string): Summary {
  const next = { ...summary, members: summary.members - 1 };
  return summary.marks ? { ...next, marks: summary.marks.filter((mark) => mark.user !== user) } : next;
}

/**
 * Two views of one conversation made into one: the server may have worked one out before it sent what is in the other. Heads and
 * marks only move forwards. [MARK-1]
 */
export function merge(known: Summary, told: Summary): Summary {
  const [newer, older] = told.head >= known.head ? [told, known] : [known, told];
  const next: Summary = { ...newer };
  if (older.read > next.read) {
    next.read = older.read;
    next.readCount = older.readCount;
  }
  next.delivered = Math.max(next.delivered, older.delivered, next.read);
  if (next.marks && older.marks) next.marks = next.marks.map((mark) => forwards(mark, older.marks));
  // a delta does not tell what only some are told: that is asked for when it changes
  if (told.entries) Object.assign(next, rest(known));
  delete next.entries;
  return next;
}

function rest({ requests, announcementRead }: Summary): Partial<Summary> {
  return { ...(requests !== undefined && { requests }), ...(announcementRead !== undefined && { announcementRead }) };
}

function forwards(mark: Mark, others: readonly Mark[] | undefined): Mark {
  const other = others?.find(({ user }) => user === mark.user);
  if (!other || (other.read <= mark.read && other.delivered <= mark.delivered)) return mark;
  return {
    user: mark.user,
    read: Math.max(mark.read, other.read),
    delivered: Math.max(mark.delivered, other.delivered),
  };
}

/** The summary after a member's marks moved. */
export function marked(summary: Summary, moved: Mark & { readCount?: number }, me: string): Summary {
  if (moved.user === me) {
    const read = Math.max(summary.read, moved.read);
    const readCount = moved.read >= summary.read ? (moved.readCount ?? summary.readCount) : summary.readCount;
    return { ...summary, read, readCount, delivered: Math.max(summary.delivered, moved.delivered, read) };
  }
  const mark: Mark = { user: moved.user, read: moved.read, delivered: Math.max(moved.read, moved.delivered) };
  if (!summary.marks) return summary;
  const known = summary.marks.some(({ user }) => user === mark.user);
  // of all others we know where they are: this one has gone, and was told of late
  if (!known && summary.marks.length >= summary.members - 1) return summary;
  const marks = known
    ? summary.marks.map((other) => (other.user === mark.user ? forwards(other, [mark]) : other))
    : [...summary.marks, mark];
  return { ...summary, marks };
}

/** Whether what an entry changed cannot be worked out here: somebody came whose marks we do not know, or marks are pushed again. */
export function needsRefresh(summary: Summary, entry: Entry): boolean {
  if (entry.kind === "member.added" || entry.kind === "member.joined")
    return summary.members <= CLIENT_LIMITS.marksPushed;
  if (entry.kind === "member.removed" || entry.kind === "member.left") {
    return !summary.marks && summary.members <= CLIENT_LIMITS.marksPushed;
  }
  return false;
}
