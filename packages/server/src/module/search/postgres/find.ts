import type { Term } from "@skein/protocol/search";
import type { Statement } from "../../../storage/storage.ts";
import type { Wanted } from "../search-index.ts";

/** A condition, and what its placeholders stand for. */
type Part = readonly [sql: string, ...parameters: unknown[]];

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

/** The newest places, with the access to each in the same statement: what the asker may read at this moment. */
export function findPlaces(wanted: Wanted): Statement {
  const { asker, terms, conv, from, kinds, since, until, before, limit } = wanted;
  const parts: Part[] = [
    ["w.words @@ CAST(? AS tsquery)", queryOf(terms)],
    ["(NOT w.hidden OR w.sender = ?)", asker],
    [
      "NOT EXISTS (SELECT 1 FROM kept_messages k WHERE k.person = ? AND k.conv = w.conv AND k.seq = w.seq AND k.gone > 0)",
      asker,
    ],
  ];
  if (before !== undefined) parts.push(["w.pos < ?", before]);
  if (conv !== undefined) parts.push(["w.conv = (SELECT num FROM conversations WHERE id = ?)", conv]);
  if (from !== undefined) parts.push(["w.sender = ?", from]);
  if (kinds) parts.push([`w.kind IN (${kinds.map(() => "?").join(", ")})`, ...kinds]);
  if (since !== undefined) parts.push(["w.at >= ?", since]);
  if (until !== undefined) parts.push(["w.at < ?", until]);
  return {
    sql: `SELECT w.pos, c.id AS conv, w.seq
          FROM search_words w JOIN members m ON m.conv = w.conv AND m."user" = ? AND w.seq >= m.since
            JOIN conversations c ON c.num = w.conv
          WHERE ${parts.map(([sql]) => sql).join(" AND ")} ORDER BY w.pos DESC LIMIT ?`,
    parameters: [asker, ...parts.flatMap(([, ...parameters]) => parameters), limit],
  };
}
