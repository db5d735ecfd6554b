import type { Follow, Storage, StoredEntry } from "./storage.ts";

/** A place within what was missed: conversations by their number, each log by its seq. */
export interface TrailPlace {
  readonly conv: number;
  readonly seq: number;
}

/** A stretch of the log of the whole store. */
export interface Stretch {
  /** In the order of `pos`. */
  readonly entries: readonly StoredEntry[];
  /** Up to here nothing is missing, and nothing will come: where to go on. */
  readonly to: number;
  /** Whether there may be more than this. */
  readonly more: boolean;
  /** False where the store no longer knows the order: what is between is to be read by `missed`. */
  readonly whole: boolean;
}

/** What was missed, a part of it. */
export interface Missed {
  readonly entries: readonly StoredEntry[];
  /** Where to go on; absent at the end. */
  readonly next?: TrailPlace;
}

/**
 * The log of the whole store in the order in which it was written, for whoever works it off behind the line, at their own pace. No
 * entry is ever skipped, however late its transaction commits.
 */
export interface Trail {
  /** Before this position there is all that is there now; a little of what is there now may lie behind it. */
  end(): Promise<number>;
  /** What was written after `pos`, some `limit` entries of it: an engine that keeps whole batches may answer more. */
  after(pos: number, limit: number): Promise<Stretch>;
  /** The entries from behind `from` up to `to`, conversation by conversation, each in the order of its log. */
  missed(from: number, to: number, place: TrailPlace, limit: number): Promise<Missed>;
}

/** Where what was missed begins. */
export const FIRST_PLACE: TrailPlace = { conv: 0, seq: 0 };

/** Batches that are read together, at most. */
const TOGETHER = 32;

const FIELDS = `c.id AS conv, e.pos, e.seq, e.at, e.count, e.sender AS "from", e.key, e.kind, e.ref, e.body`;

/** How a store is worked off, whichever engine keeps it. */
export function trailOf(storage: Pick<Storage, "query" | "follow">): Trail {
  return storage.follow ? new BatchTrail(storage, storage.follow) : new RowTrail(storage);
}

abstract class ByConversation {
  constructor(protected readonly storage: Pick<Storage, "query">) {}

  async missed(from: number, to: number, place: TrailPlace, limit: number): Promise<Missed> {
    // each log by its own index; a conversation in which nothing happened since is passed over by its head
    const rows = await this.storage.query<StoredEntry & { readonly num: number }>({
      sql: `SELECT c.num, ${FIELDS} FROM conversations c JOIN entries e ON e.conv = c.num
        WHERE (c.num > ? OR (c.num = ? AND e.seq > ?)) AND c.num >= ? AND e.pos > ? AND e.pos <= ? ORDER BY c.num, e.seq LIMIT ?`,
      parameters: [place.conv, place.conv, place.seq, place.conv, from, to, limit],
    });
    const last = rows.at(-1);
    const entries = rows.map(({ num: _num, ...entry }) => entry);
    return last && rows.length === limit ? { entries, next: { conv: last.num, seq: last.seq } } : { entries };
  }
}

/** Where one process alone writes, rows lie in the order in which they became visible. */
class RowTrail extends ByConversation implements Trail {
  async end(): Promise<number> {
    const [row] = await this.storage.query<{ pos: number }>({ sql: "SELECT pos FROM store", parameters: [] });
    return row?.pos ?? 0;
  }

  async after(pos: number, limit: number): Promise<Stretch> {
    const entries = await this.storage.query<StoredEntry>({
      sql: `SELECT ${FIELDS} FROM entries e JOIN conversations c ON c.num = e.conv WHERE e.pos > ? ORDER BY e.pos LIMIT ?`,
      parameters: [pos, limit],
    });
    return { entries, to: entries.at(-1)?.pos ?? pos, more: entries.length === limit, whole: true };
  }
}

/** Where several write, by their batches, which are known for an hour. */
class BatchTrail extends ByConversation implements Trail {
  constructor(
    storage: Pick<Storage, "query">,
    private readonly follow: Follow,
  ) {
    super(storage);
  }

  async end(): Promise<number> {
    const { settled } = await this.follow.after(0, 0);
    return this.#endOf(settled);
  }

  async after(pos: number, limit: number): Promise<Stretch> {
    const from = Math.floor(pos / this.follow.span);
    const { batches, settled, whole } = await this.follow.after(from, limit);
    const entries: StoredEntry[] = [];
    if (!whole) return { entries, to: pos, more: true, whole };
    const due = batches.filter((n) => n <= settled);
    let read = 0;
    // one first, to see how much they hold: under load it is a thousand entries, and many of those are not what was asked for
    let together = 1;
    while (read < due.length && entries.length < limit) {
      const asked = due.slice(read, read + together);
      const found = await this.follow.read(asked);
      // forgotten between the two looks
      if (found.length < asked.length) return { entries: [], to: pos, more: true, whole: false };
      for (const batch of found) entries.push(...batch.entries);
      read += asked.length;
      const missing = (limit - entries.length) / Math.max(1, entries.length / read);
      together = Math.min(TOGETHER, Math.max(1, Math.floor(missing)));
    }
    const more = read < due.length || batches.length === limit;
    const last = due[read - 1] ?? from;
    const to = this.#endOf(more ? last : Math.max(settled, from));
    return { entries: entries.sort((a, b) => a.pos - b.pos), to: Math.max(pos, to), more, whole };
  }

  #endOf(n: number): number {
    return (n + 1) * this.follow.span - 1;
  }
}
