import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { entryJson, Json } from "../../message/encode.ts";
import { foldedJson, readEntries, type Reading } from "../../message/read.ts";
import { NUM } from "../../message/shown.ts";
import type { StoredEntry } from "../../storage/storage.ts";
import { targetOf } from "../message/index.ts";
import { IS_REPLY } from "./store.ts";

/** How a person stands to a thread. */
export interface Standing {
  readonly replies: number;
  readonly last: number;
  readonly followed: boolean;
  readonly read: number;
  readonly unread: number;
  /** They had nothing to do with it yet. */
  readonly fresh: boolean;
}

interface StandingRow {
  readonly n: number;
  readonly last: number;
  readonly followed: number | null;
  readonly read: number | null;
  readonly unread: number;
}

/** The message under which a thread stands or could stand, for whoever may read it. */
export async function rootOf(reading: Reading, user: string, conv: string, root: number): Promise<StoredEntry> {
  const { entry } = await targetOf(reading, user, conv, root);
  if (entry.ref !== null) throw new Refusal("not_found");
  return entry;
}

/** Whoever has not read in it has read up to its root. */
export async function standingOf(
  { storage }: Pick<Reading, "storage">,
  user: string,
  conv: string,
  root: number,
): Promise<Standing> {
  const [row] = await storage.query<StandingRow>({
    sql: `SELECT h.n, h.last, p.followed, p.read, (${UNREAD("h.conv", "h.root", "coalesce(p.read, 0)")}) AS unread
          FROM threads h LEFT JOIN thread_people p ON p.conv = h.conv AND p.root = h.root AND p.person = ?
          WHERE h.conv = ${NUM} AND h.root = ?`,
    parameters: [user, user, conv, root],
  });
  if (!row) return { replies: 0, last: root, followed: false, read: root, unread: 0, fresh: true };
  return {
    replies: row.n,
    last: row.last,
    followed: row.followed === 1,
    read: row.read ?? root,
    unread: row.unread,
    fresh: row.read === null,
  };
}

/** Replies of others after `read`; `?` is the reader. */
const UNREAD = (conv: string, root: string, read: string): string =>
  `SELECT count(*) FROM entries x WHERE x.conv = ${conv} AND x.ref = ${root} AND x.seq > ${read} AND x.sender <> ? AND x.kind ${IS_REPLY}`;

/** A page of a thread, with its root and how the reader stands to it. */
export async function readThreadPage(reading: Reading, user: string, params: Params<"thread.list">): Promise<Json> {
  const { conv, root, before, after, limit = 50 } = params;
  const entry = await rootOf(reading, user, conv, root);
  if (before !== undefined && after !== undefined)
    throw new Refusal("invalid", { path: "/after", message: "before or after, not both" });
  const [bound, order, at] = after === undefined ? ["<", "DESC", before] : [">", "ASC", after];
  const found = await reading.storage.query<{ seq: number }>({
    sql: `SELECT seq FROM entries WHERE conv = ${NUM} AND ref = ? AND seq ${bound} ? AND kind ${IS_REPLY}
          ORDER BY seq ${order} LIMIT ?`,
    parameters: [conv, root, at ?? Number.MAX_SAFE_INTEGER, limit],
  });
  const entries = await readEntries(
    reading,
    conv,
    found.map(({ seq }) => seq),
  );
  const { last: _last, fresh: _fresh, ...standing } = await standingOf(reading, user, conv, root);
  const folded = await foldedJson(reading, user, [entry]);
  const page = await foldedJson(reading, user, entries);
  return new Json(`{"root":${folded.slice(1, -1)},"entries":${page},${JSON.stringify(standing).slice(1, -1)}}`);
}

interface MineRow {
  readonly conv: string;
  readonly root: number;
  readonly n: number;
  readonly last: number;
  readonly read: number;
  readonly pos: number;
  readonly unread: number;
}

/** Threads that the person follows, in conversations that they are in and may read the root of, and that was not taken back. */
const MINE = `thread_people p JOIN threads h ON h.conv = p.conv AND h.root = p.root JOIN conversations c ON c.num = p.conv
    JOIN members m ON m.conv = p.conv AND m."user" = p.person
    LEFT JOIN folds f ON f.conv = p.conv AND f.seq = p.root
  WHERE p.person = ? AND p.followed = 1 AND p.root >= m.since AND f.recall IS NULL`;

/** A page of one's threads, the latest reply first. */
export async function readMine(reading: Reading, user: string, params: Params<"thread.mine">): Promise<Json> {
  const { after = Number.MAX_SAFE_INTEGER, limit = 20 } = params;
  const found = await reading.storage.query<MineRow>({
    sql: `SELECT q.*, (${UNREAD("q.num", "q.root", "q.read")}) AS unread FROM (
            SELECT c.id AS conv, c.num, p.root, h.n, h.last, p.read,
                   (SELECT e.pos FROM entries e WHERE e.conv = p.conv AND e.seq = h.last) AS pos
            FROM ${MINE}) q WHERE q.pos < ? ORDER BY q.pos DESC LIMIT ?`,
    parameters: [user, user, after, limit + 1],
  });
  const page = found.slice(0, limit);
  const entries = await readScattered(reading, page);
  const folds = await reading.folds.of(user, entries);
  const at = new Map(entries.map((entry) => [`${entry.seq} ${entry.conv}`, entry]));
  const json = (conv: string, seq: number): string => {
    const entry = at.get(`${seq} ${conv}`);
    if (!entry) throw new Error("a thread without its entry");
    return entryJson(entry, folds.get(entry), user);
  };
  const threads = page.map(
    ({ conv, root, n, last, read, unread }) =>
      `{"conv":${JSON.stringify(conv)},"root":${json(conv, root)},"last":${json(conv, last)},"replies":${n},"followed":true,"read":${read},"unread":${unread}}`,
  );
  const users = await reading.people.profiles(new Set(entries.map(({ from }) => from)));
  const next = found.length > limit ? `,"next":${page.at(-1)?.pos ?? 0}` : "";
  return new Json(
    `{"threads":[${threads.join(",")}],"users":[${users.join(",")}],"unread":${await countUnread(reading, user)}${next}}`,
  );
}

async function countUnread({ storage }: Reading, user: string): Promise<number> {
  const [row] = await storage.query<{ n: number }>({
    sql: `SELECT count(*) AS n FROM ${MINE} AND h.last > p.read`,
    parameters: [user],
  });
  return row?.n ?? 0;
}

/** Roots and newest replies, by conversation. */
async function readScattered(reading: Reading, page: readonly MineRow[]): Promise<StoredEntry[]> {
  const seqs = new Map<string, Set<number>>();
  for (const { conv, root, last } of page) seqs.set(conv, (seqs.get(conv) ?? new Set<number>()).add(root).add(last));
  const found = await Promise.all([...seqs].map(([conv, of]) => readEntries(reading, conv, [...of])));
  return found.flat();
}
