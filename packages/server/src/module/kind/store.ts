import { LIMITS } from "@skein/protocol";
import type { CustomType } from "@skein/protocol/schema";
import type { Statement, Storage } from "../../storage/storage.ts";

type Store = Pick<Storage, "query">;

export async function typeOf(store: Store, type: string): Promise<CustomType | undefined> {
  const [row] = await store.query<{ body: string }>({
    sql: "SELECT body FROM custom_types WHERE type = ?",
    parameters: [type],
  });
  return row && (JSON.parse(row.body) as CustomType);
}

/** All types as JSON texts, by name. */
export async function allTypes(store: Store): Promise<string[]> {
  const rows = await store.query<{ body: string }>({
    sql: "SELECT body FROM custom_types ORDER BY type",
    parameters: [],
  });
  return rows.map(({ body }) => body);
}

export function keepType({ type, ...rest }: CustomType, at: number): Statement {
  return {
    sql: `INSERT INTO custom_types (type, body, at) SELECT ?, ?, ${at}
          WHERE (SELECT count(*) FROM custom_types WHERE type <> ?) < ${LIMITS.customTypes}
          ON CONFLICT (type) DO UPDATE SET body = excluded.body, at = excluded.at`,
    parameters: [type, JSON.stringify({ type, ...rest }), type],
    expect: { changes: 1, error: "too_many" },
  };
}

export function removeType(type: string): Statement {
  return {
    sql: "DELETE FROM custom_types WHERE type = ?",
    parameters: [type],
    expect: { changes: 1, error: "not_found" },
  };
}
