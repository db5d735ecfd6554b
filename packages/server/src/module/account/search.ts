import { sql } from "kysely";
import { prepare } from "./prepared.ts";
import { fold, PROFILE_COLUMNS, type ProfileRow } from "./profile.ts";
import type { Store } from "./store.ts";
import { tables } from "./tables.ts";

/** An escape character of our own: what people type is never a pattern. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

const found = prepare((of: { exact: string; begins: string; holds: string; limit: number }) => {
  const like = (column: "folded" | "login", pattern: string) =>
    sql<boolean>`${sql.ref(column)} LIKE ${pattern} ESCAPE '\\'`;
  const best = sql`CASE WHEN ${sql.ref("login")} = ${of.exact} THEN 0
    WHEN ${like("folded", of.begins)} OR ${like("login", of.begins)} THEN 1 ELSE 2 END`;
  return tables
    .selectFrom("users")
    .select(PROFILE_COLUMNS)
    .where((row) => row.or([like("folded", of.holds), like("login", of.holds)]))
    .orderBy(best)
    .orderBy("folded")
    .orderBy("id")
    .limit(of.limit);
});

/** People whose name or log-in name holds the query, best first: the log-in name itself, a beginning, anywhere. */
export async function searchPeople(store: Store, query: string, limit: number): Promise<readonly ProfileRow[]> {
  const exact = fold(query);
  if (exact === "") return [];
  const pattern = escaped(exact);
  return store.all(found, { exact, begins: `${pattern}%`, holds: `%${pattern}%`, limit });
}
