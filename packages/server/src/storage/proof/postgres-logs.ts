import { SQL } from "bun";
import type { KeptEntry, LogHead, Logs } from "./logs.ts";

const HEADS = `
  SELECT c.num::float8, c.id, c.seq::float8, c.count::float8, lpad(to_hex(c.digest), 16, '0') AS digest, c.size,
         (SELECT count(*)::float8 FROM members m WHERE m.conv = c.num) AS members,
         (SELECT coalesce(max(m.delivered), 0)::float8 FROM members m WHERE m.conv = c.num) AS reached
  FROM conversations c`;

const ENTRIES = `
  SELECT e.conv::float8 AS num, coalesce(c.id, '') AS conv, e.seq::float8, e.sender AS "from", e.key, e.at::float8, e.kind,
         e.ref::float8, e.count::float8, e.digest, e.body, k.digest AS correction
  FROM entries e LEFT JOIN conversations c ON c.num = e.conv LEFT JOIN corrections k ON k.conv = e.conv AND k.seq = e.seq`;

/** The logs of a PostgreSQL database, which nodes may serve from meanwhile: the walk is one transaction that only reads. */
export async function postgresLogs(url: string): Promise<Logs> {
  const pool = new SQL({ url, max: 1, connection: { application_name: "skein", jit: "off" } });
  const sql = await pool.reserve().catch(async (fault: unknown) => {
    await pool.close();
    throw fault;
  });
  await sql.unsafe("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  // by index, entry after entry: sorting a whole table first would need the room of one
  await sql.unsafe("SET LOCAL enable_sort = off");
  // its moment is that of its first read
  await sql.unsafe("SELECT 1");
  const rows = async <Row>(text: string, values: unknown[]): Promise<Row[]> => [
    ...(await sql.unsafe<Row[]>(text, values)),
  ];
  return {
    async totals() {
      const text =
        "SELECT (SELECT count(*)::float8 FROM conversations) AS logs, (SELECT count(*)::float8 FROM entries) AS entries";
      return (await rows<{ logs: number; entries: number }>(text, []))[0] ?? { logs: 0, entries: 0 };
    },
    headsByNum: (after, limit) => rows<LogHead>(`${HEADS} WHERE c.num > $1 ORDER BY c.num LIMIT $2`, [after, limit]),
    // the index is by the database's own order, which may be a language's
    headsById: (after, limit) =>
      rows<LogHead>(`${HEADS} WHERE c.id > $1 COLLATE "C" ORDER BY c.id COLLATE "C" LIMIT $2`, [after, limit]),
    head: async (id) => (await rows<LogHead>(`${HEADS} WHERE c.id = $1`, [id]))[0],
    entries({ num, seq }, limit, only) {
      const order = "ORDER BY e.conv, e.seq LIMIT $3";
      if (only === undefined)
        return rows<KeptEntry>(`${ENTRIES} WHERE (e.conv, e.seq) > ($1, $2) ${order}`, [num, seq, limit]);
      return rows<KeptEntry>(`${ENTRIES} WHERE e.conv = $1 AND e.seq > $2 ${order}`, [only, seq, limit]);
    },
    async digestAt(num, seq) {
      const text = "SELECT digest FROM entries WHERE conv = $1 AND seq = $2";
      return (await rows<{ digest: string }>(text, [num, seq]))[0]?.digest;
    },
    async [Symbol.asyncDispose]() {
      await sql.unsafe("COMMIT");
      await sql.release();
      await pool.close();
    },
  };
}
