import type { Commit } from "../../message/commit.ts";
import type { Storage } from "../../storage/storage.ts";

/**
 * A secret that all nodes use: that of the node which came first.
 *
 * @param own what this node would use, were it the first
 */
export async function sharedSecret(
  { storage, commit }: { readonly storage: Pick<Storage, "query">; readonly commit: Pick<Commit, "submit"> },
  name: string,
  own: string,
): Promise<string> {
  await commit.submit({
    rows: [
      { sql: "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", parameters: [name, own] },
    ],
  });
  const [row] = await storage.query<{ value: string }>({
    sql: "SELECT value FROM secrets WHERE name = ?",
    parameters: [name],
  });
  return row?.value ?? own;
}
