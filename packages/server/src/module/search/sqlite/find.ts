import type { Database, SQLQueryBindings } from "bun:sqlite";
import { type FoundPlace, LOOKED_AT, type Wanted } from "../search-index.ts";
import { placeWord } from "../words-of.ts";

/** A condition, and what its placeholders stand for. */
type Part = readonly [sql: string, ...parameters: SQLQueryBindings[]];

/** What FTS5 is asked for. Tokens are letters, digits and pictures: none of them means anything to it within quotes. */
function matchOf({ terms, from, kinds }: Wanted, conv: number | undefined): string {
  const words = terms.map(({ tokens, prefix }) => `t : "${tokens.join(" ")}"${prefix ? " *" : ""}`);
  const place = (word: string): string => `p : "${word}"`;
  if (conv !== undefined) words.push(place(placeWord.conv(conv)));
  if (from !== undefined) words.push(place(placeWord.from(from)));
  const wanted = kinds?.map(placeWord.kind);
  if (wanted && !wanted.includes(undefined)) words.push(`(${wanted.map((word) => place(word ?? "")).join(" OR ")})`);
  return words.map((word) => `(${word})`).join(" AND ");
}

/**
 * Finds the newest places, with the access to each in the same statement: what the asker may read at this moment.
 *
 * @returns places, latest first, and where it goes on
 */
export function findPlaces(
  database: Database,
  wanted: Wanted,
  most = LOOKED_AT,
): { readonly places: readonly FoundPlace[]; readonly next: number | undefined } {
  const { asker, limit, before = Number.MAX_SAFE_INTEGER, kinds, since, until } = wanted;
  const conv = wanted.conv === undefined ? undefined : numberOf(database, wanted.conv);
  if (conv === null) return { places: [], next: undefined };
  const match = matchOf(wanted, conv);
  const parts: Part[] = [
    ["e.seq >= m.since"],
    // what its author alone sees
    [`(e.sender = ? OR (e.kind <> 'message.edited' AND e.body NOT LIKE '{"hidden":%'))`, asker],
    [
      "NOT EXISTS (SELECT 1 FROM store.kept_messages k WHERE k.person = ? AND k.conv = e.conv AND k.seq = e.seq AND k.gone > 0)",
      asker,
    ],
  ];
  if (kinds)
    parts.push([`e.kind IN (${["message.edited", ...kinds].map(() => "?").join(", ")})`, "message.edited", ...kinds]);
  if (since !== undefined) parts.push(["e.at >= ?", since]);
  if (until !== undefined) parts.push(["e.at < ?", until]);
  // a sub-select that is ordered hands its rows on in that order, one by one: the loop ends when there are enough
  const places = database
    .query<FoundPlace, SQLQueryBindings[]>(
      `SELECT w.rowid AS pos, c.id AS conv, CASE WHEN e.kind = 'message.edited' THEN e.ref ELSE e.seq END AS seq
       FROM (SELECT rowid FROM main.words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) w
         CROSS JOIN store.entries e ON e.pos = w.rowid
         CROSS JOIN store.members m ON m.conv = e.conv AND m.user = ?
         CROSS JOIN store.conversations c ON c.num = e.conv
       WHERE ${parts.map(([sql]) => sql).join(" AND ")} LIMIT ?`,
    )
    .all(match, before, most, asker, ...parts.flatMap(([, ...parameters]) => parameters), limit);
  if (places.length === limit) return { places, next: places.at(-1)?.pos };
  const last = database
    .query<{ pos: number }, [string, number, number]>(
      "SELECT rowid AS pos FROM main.words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
    )
    .get(match, before, most - 1);
  return { places, next: last?.pos };
}

/** Null where there is no such conversation. */
function numberOf(database: Database, id: string): number | null {
  return (
    database.query<{ num: number }, [string]>("SELECT num FROM store.conversations WHERE id = ?").get(id)?.num ?? null
  );
}
