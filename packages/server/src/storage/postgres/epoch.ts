import { SQL } from "bun";

/** Gives the store another identity, so that no cursor of before is good any more. No node may serve from it meanwhile. */
export async function renewEpoch(url: string, epoch: string): Promise<void> {
  await using sql = new SQL({ url, max: 1, connection: { application_name: "skein" } });
  await sql.begin(async (transaction) => {
    await transaction.unsafe("UPDATE store SET epoch = $1", [epoch]);
    // nodes of before are gone
    await transaction.unsafe("DELETE FROM nodes");
  });
}

/** Whether there is nothing in the database yet. */
export async function isEmpty(url: string): Promise<boolean> {
  await using sql = new SQL({ url, max: 1, connection: { application_name: "skein" } });
  const tables = await sql.unsafe<unknown[]>(
    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() LIMIT 1",
  );
  return tables.length === 0;
}

/** Whether a node said within the last seconds that it serves from this database. */
export async function isServed(url: string): Promise<boolean> {
  await using sql = new SQL({ url, max: 1, connection: { application_name: "skein" } });
  const nodes = await sql.unsafe<unknown[]>(
    "SELECT 1 FROM nodes WHERE beat > (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 10000 LIMIT 1",
  );
  return nodes.length > 0;
}
