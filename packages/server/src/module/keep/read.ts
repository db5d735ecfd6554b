import type { Kept, KeptDraft, Mine, Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { withinList } from "../../message/of-list.ts";
import { type EntryExtra, foldedJson, placed, type Reading, type SummaryExtra } from "../../message/read.ts";
import { NOTIFY } from "./store.ts";
import { CONV, type Storage, type StoredEntry } from "../../storage/storage.ts";

type Query = Pick<Storage, "query">;
const marks = (count: number) => new Array(count).fill("?").join(", ");

interface KeptRow {
  readonly id: string;
  readonly v: number;
  readonly pinned: number;
  readonly quiet: number;
  readonly hidden: number;
  readonly archived: number;
  readonly unread: number;
  readonly folders: string;
  readonly notify: number;
}

interface DraftRow {
  readonly id: string;
  readonly v: number;
  readonly text: string;
  readonly reply: number;
}

/** How the person keeps each conversation of a list, and what they have begun to write there. */
export function keepExtra(storage: Query): SummaryExtra {
  return async (user, summaries) => {
    const found = new Map<string, string>();
    if (summaries.length === 0) return found;
    const ids = summaries.map(({ id }) => id);
    const within = withinList(user, ids);
    const rows = await storage.query<KeptRow>({
      sql: `SELECT c.id, k.v, k.pinned, k.quiet, k.hidden, k.archived, k.unread, k.folders, k.notify
            FROM kept k JOIN conversations c ON c.num = k.conv WHERE k.person = ? AND ${within.sql}`,
      parameters: [user, ...within.parameters],
    });
    for (const row of rows) found.set(row.id, `"kept":${JSON.stringify(keptOf(row))}`);
    for (const { id, ...draft } of await draftsOf(storage, user, ids)) {
      const before = found.get(id);
      found.set(id, `${before === undefined ? "" : `${before},`}"draft":${JSON.stringify(draft)}`);
    }
    return found;
  };
}

function keptOf({ v, pinned, quiet, hidden, archived, unread, folders, notify }: KeptRow): Kept {
  const list = JSON.parse(folders) as string[];
  return {
    v,
    ...(pinned > 0 && { pinned }),
    ...(quiet > 0 && { quiet }),
    ...(hidden > 0 && { hidden }),
    ...(archived > 0 && { archived }),
    ...(unread > 0 && { unread: true as const }),
    ...(list.length > 0 && { folders: list }),
    ...(notify > 0 && { notify: NOTIFY[notify] ?? "default" }),
  };
}

/** Drafts of these conversations of theirs, where there are many perhaps of more; also those that are empty by now, so that their number is known. */
export async function draftsOf(
  storage: Query,
  user: string,
  convs: readonly string[],
): Promise<(KeptDraft & { readonly id: string })[]> {
  const within = withinList(user, convs);
  const rows = await storage.query<DraftRow>({
    sql: `SELECT c.id, d.v, d.text, d.reply FROM kept_drafts d JOIN conversations c ON c.num = d.conv
          WHERE d.person = ? AND ${within.sql}`,
    parameters: [user, ...within.parameters],
  });
  return rows.map(({ id, v, text, reply }) => ({ id, v, text, ...(reply > 0 && { reply }) }));
}

interface MessageRow {
  readonly id: string;
  readonly seq: number;
  readonly star: number;
  readonly gone: number;
}

/** What the person has made of entries for themselves. */
export const mineExtra: EntryExtra = {
  along(user, from, to) {
    return {
      sql: "SELECT '' AS id, k.seq, k.star, k.gone FROM kept_messages k WHERE k.person = ? AND k.conv = CAST(? AS BIGINT) AND k.seq BETWEEN ? AND ?",
      parameters: [user, CONV, from, to],
    };
  },
  statement(user, entries) {
    const convs = [...new Set(entries.map(({ conv }) => conv))];
    const seqs = entries.map(({ seq }) => seq);
    return {
      sql: `SELECT c.id, k.seq, k.star, k.gone FROM kept_messages k JOIN conversations c ON c.num = k.conv
            WHERE k.person = ? AND c.id IN (${marks(convs.length)}) AND k.seq BETWEEN ? AND ?`,
      parameters: [user, ...convs, Math.min(...seqs), Math.max(...seqs)],
    };
  },
  all(user, limit) {
    return {
      sql: `SELECT c.id, k.seq, k.star, k.gone FROM kept_messages k JOIN conversations c ON c.num = k.conv WHERE k.person = ? LIMIT ?`,
      parameters: [user, limit],
    };
  },
  told(rows) {
    const found = new Map<string, string>();
    for (const { id, seq, star, gone } of rows as readonly MessageRow[]) {
      if (star === 0 && gone === 0) continue;
      const mine: Mine = { ...(star > 0 && { starred: true }), ...(gone > 0 && { removed: true }) };
      found.set(placed({ conv: id, seq }), `"mine":${JSON.stringify(mine)}`);
    }
    return found;
  },
};

type StarRow = Omit<StoredEntry, "from"> & { readonly sender: string; readonly star: number };

/** A page of the starred messages that the person may still read, the latest starred first. */
export async function readStars(reading: Reading, user: string, params: Params<"star.list">): Promise<Json> {
  const { limit = 50, after } = params;
  const place = after === undefined ? undefined : placeOf(after);
  const rows = await reading.storage.query<StarRow>({
    sql: `SELECT c.id AS conv, e.pos, e.seq, e.sender, e.key, e.at, e.kind, e.ref, e.count, e.body, k.star
          FROM kept_messages k JOIN conversations c ON c.num = k.conv JOIN entries e ON e.conv = k.conv AND e.seq = k.seq
            JOIN members m ON m.conv = k.conv AND m."user" = k.person AND e.seq >= m.since
          WHERE k.person = ? AND k.star > 0
            AND NOT EXISTS (SELECT 1 FROM folds f WHERE f.conv = k.conv AND f.seq = k.seq AND f.recall IS NOT NULL) ${place ? "AND (k.star < ? OR (k.star = ? AND k.seq < ?))" : ""}
          ORDER BY k.star DESC, k.seq DESC LIMIT ?`,
    parameters: [user, ...(place ? [place.star, place.star, place.seq] : []), limit + 1],
  });
  const page = rows.slice(0, limit);
  const entries = page.map(({ sender, star: _star, ...row }) => ({ ...row, from: sender }));
  const users = await reading.people.profiles(new Set(entries.map(({ from }) => from)));
  const last = rows.length > limit ? page.at(-1) : undefined;
  const next = last ? `,"next":"${last.star}.${last.seq}"` : "";
  return new Json(`{"entries":${await foldedJson(reading, user, entries)},"users":[${users.join(",")}]${next}}`);
}

function placeOf(text: string): { readonly star: number; readonly seq: number } {
  const found = /^(\d{1,15})\.(\d{1,15})$/.exec(text);
  if (!found) throw new Refusal("invalid", { path: "/after", message: "not the `next` of a page" });
  return { star: Number(found[1]), seq: Number(found[2]) };
}
