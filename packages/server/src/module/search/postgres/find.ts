import type { Term } from "@skein/protocol/search";
import type { FoundPlace, Wanted } from "../search-index.ts";
import { placeWord } from "../words-of.ts";
import { stretchesBack } from "./stretches.ts";

/** The table, and how long what waits to be sorted into its index may get, KiB: each search goes through all of that. */
export const TABLE = "search_texts";
export const PENDING = 256;
/** The latest rows that are looked at one by one: what is common is among them. */
const LATEST = 2_000;
/** An asker's conversations are named where there are no more, and where they hold no more than this of all that was said. */
const CONVERSATIONS = 200;
const SHARE = 0.1;

/** Asks the database; placeholders are `?`. */
export type Ask = <Row>(sql: string, parameters: readonly unknown[]) => Promise<readonly Row[]>;

/** A condition, and what its placeholders stand for. */
type Part = readonly [sql: string, ...parameters: unknown[]];

/**
 * The newest places, with the access to each in the same statement: what the asker may read at this moment. The latest rows are looked at
 * one by one, then what is before them by the words, in stretches that grow: however much was said, what is looked at is not much more than
 * what is found. Nothing depends on what the planner thinks how common a word is: it knows little of words that stand together.
 *
 * @param span of a batch's positions
 */
export async function findPlaces(ask: Ask, span: number, wanted: Wanted): Promise<readonly FoundPlace[]> {
  const { asker, limit, before = Number.MAX_SAFE_INTEGER } = wanted;
  const said = queryOf(wanted.terms);
  const rows = `SELECT * FROM ${TABLE} WHERE pos < ? ORDER BY pos DESC`;
  const late = await ask<FoundPlace>(...among(wanted, `(${rows} LIMIT ${LATEST})`, [before], limit, said));
  if (late.length >= limit) return late;
  const [edge] = await ask<{ pos: number }>(`SELECT pos FROM (${rows} OFFSET ${LATEST - 1} LIMIT 1) e`, [before]);
  if (!edge) return late;
  const found = [...late];
  const kept = `(${[said, ...(await placesOf(ask, wanted))].join(") & (")})`;
  let end = edge.pos;
  for (const { blocks, from } of stretchesBack(Math.floor(edge.pos / span))) {
    const query = blocks ? `${kept} & (${anyOf(blocks)})` : kept;
    // as a whole first: or all rows are gone through from the last one, where the planner takes what is nowhere for common
    const matching = `SELECT * FROM ${TABLE} WHERE words @@ CAST(? AS tsquery) AND pos < ?`;
    const [sql, parameters] = among(wanted, "matching", [], limit - found.length);
    found.push(
      ...(await ask<FoundPlace>(`WITH matching AS MATERIALIZED (${matching}) ${sql}`, [query, end, ...parameters])),
    );
    if (found.length >= limit) break;
    end = from * span;
  }
  return found;

  /** What of some rows is to be told. */
  function among(
    { conv, from, kinds, since, until }: Wanted,
    source: string,
    given: readonly unknown[],
    most: number,
    words?: string,
  ): [sql: string, parameters: readonly unknown[]] {
    const parts: Part[] = [
      ["(NOT w.hidden OR w.sender = ?)", asker],
      [
        "NOT EXISTS (SELECT 1 FROM kept_messages k WHERE k.person = ? AND k.conv = w.conv AND k.seq = w.seq AND k.gone > 0)",
        asker,
      ],
    ];
    if (words !== undefined) parts.push(["w.words @@ CAST(? AS tsquery)", words]);
    if (conv !== undefined) parts.push(["w.conv = (SELECT num FROM conversations WHERE id = ?)", conv]);
    if (from !== undefined) parts.push(["w.sender = ?", from]);
    if (kinds) parts.push([`w.kind IN (${kinds.map(() => "?").join(", ")})`, ...kinds]);
    if (since !== undefined) parts.push(["w.at >= ?", since]);
    if (until !== undefined) parts.push(["w.at < ?", until]);
    return [
      `SELECT w.pos, c.id AS conv, w.seq
       FROM ${source} w JOIN members m ON m.conv = w.conv AND m."user" = ? AND w.seq >= m.since
         JOIN conversations c ON c.num = w.conv
       WHERE ${parts.map(([sql]) => sql).join(" AND ")} ORDER BY w.pos DESC LIMIT ?`,
      [...given, asker, ...parts.flatMap(([, ...parameters]) => parameters), most],
    ];
  }
}

/**
 * What PostgreSQL is asked for: tokens, the last of a word by its beginning. That those of one term stand in a row is looked at in the text
 * itself. Tokens are letters, digits and pictures: none means anything to it within quotes.
 */
function queryOf(terms: readonly Term[]): string {
  const tokens = terms.flatMap((term) =>
    term.tokens.map((token, at) => `'${token}'${term.prefix && at === term.tokens.length - 1 ? ":*" : ""}`),
  );
  return [...new Set(tokens)].join(" & ");
}

/** Somebody's conversations, where it helps to name them. How many rows there are is what the database has counted along. */
const FEW = `WITH own AS (
    SELECT m.conv, c.seq FROM members m JOIN conversations c ON c.num = m.conv WHERE m."user" = ? LIMIT ${CONVERSATIONS + 1})
  SELECT conv FROM own WHERE (SELECT count(*) <= ${CONVERSATIONS} AND
    sum(seq) < ${SHARE} * (SELECT n_live_tup FROM pg_stat_user_tables WHERE relid = '${TABLE}'::regclass) FROM own)`;

/** In which conversations, by whom and of which kinds, as words of the index. */
async function placesOf(ask: Ask, { asker, conv, from, kinds }: Wanted): Promise<string[]> {
  const convs =
    conv === undefined
      ? await ask<{ conv: number }>(FEW, [asker])
      : await ask<{ conv: number }>("SELECT num AS conv FROM conversations WHERE id = ?", [conv]);
  const places: string[] = [];
  if (convs.length > 0) places.push(anyOf(convs.map((one) => `=${placeWord.conv(one.conv)}`)));
  if (from !== undefined) places.push(anyOf([`=${placeWord.from(from)}`]));
  const wanted = kinds?.map(placeWord.kind);
  if (wanted && !wanted.includes(undefined)) places.push(anyOf(wanted.map((kind) => `=${kind ?? ""}`)));
  return places;
}

const anyOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(" | ");
