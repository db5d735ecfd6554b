import { sql } from "kysely";
import { prepare } from "./prepared.ts";
import { fold } from "./name.ts";
import { PROFILE_COLUMNS, type ProfileRow } from "./profile.ts";
import type { Store } from "./store.ts";
import { tables } from "./tables.ts";

/** An escape character of our own: what people type is never a pattern. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

const found = prepare((of: { exact: string; begins: string; holds: string; spelled: string; limit: number }) => {
  const like = (column: "folded" | "login" | "spelled", pattern: string) =>
    sql<boolean>`${sql.ref(column)} LIKE ${pattern} ESCAPE '\\'`;
  const best = sql`CASE WHEN ${sql.ref("login")} = ${of.exact} THEN 0
    WHEN ${like("folded", of.begins)} OR ${like("login", of.begins)} THEN 1
    WHEN ${like("spelled", of.spelled)} THEN 2 ELSE 3 END`;
  return tables
    .selectFrom("users")
    .select(PROFILE_COLUMNS)
    .where("deleted", "is", null)
    .where((row) => row.or([like("folded", of.holds), like("login", of.holds), like("spelled", of.spelled)]))
    .orderBy(best)
    .orderBy("folded")
    .orderBy("id")
    .limit(of.limit);
});

/** Finds a syllable, or the initials, from which what was typed goes on; where letters alone were typed. */
export const spelledAs = (query: string): string => (/^[a-z ]+$/.test(query) ? `% ${query.replaceAll(" ", "")}%` : "-");

/** People whose name or log-in name holds the query, best first: the log-in name itself, a beginning, as it is said, anywhere. */
export async function searchPeople(store: Store, query: string, limit: number): Promise<readonly ProfileRow[]> {
  const exact = fold(query);
  if (exact === "") return [];
  const pattern = escaped(exact);
  return store.all(found, { exact, begins: `${pattern}%`, holds: `%${pattern}%`, spelled: spelledAs(exact), limit });
}
