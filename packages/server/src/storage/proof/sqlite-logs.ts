import { EMPTY_DIGEST } from "../digest.ts";
import { openDatabase } from "../sqlite/database.ts";
import type { KeptEntry, LogHead, Logs } from "./logs.ts";

const HEADS = `
  SELECT c.num, c.id, coalesce(e.seq, 0) AS seq, coalesce(e.count, 0) AS count, coalesce(e.digest, '${EMPTY_DIGEST}') AS digest,
         c.size, (SELECT count(*) FROM members m WHERE m.conv = c.num) AS members,
         (SELECT coalesce(max(m.delivered), 0) FROM members m WHERE m.conv = c.num) AS reached
  FROM conversations c
    LEFT JOIN entries e ON e.pos = (SELECT x.pos FROM entries x WHERE x.conv = c.num ORDER BY x.seq DESC LIMIT 1)`;

const ENTRIES = `
  SELECT e.conv AS num, coalesce(c.id, '') AS conv, e.seq, e.sender AS "from", e.key, e.at, e.kind, e.ref, e.count, e.digest, e.body, k.digest AS correction
  FROM entries e LEFT JOIN conversations c ON c.num = e.conv LEFT JOIN corrections k ON k.conv = e.conv AND k.seq = e.seq`;

/** The logs of a SQLite file, which may be served from meanwhile: the walk is one read transaction. */
export function sqliteLogs(file: string): Logs {
  const database = openDatabase({ file, synchronous: "FULL" }, true);
  try {
    database.run("BEGIN");
    // its moment is that of its first read
    database.query("SELECT 1 FROM conversations LIMIT 1").get();
  } catch (fault) {
    database.close();
    throw fault;
  }
  return {
    async totals() {
      const sql = "SELECT (SELECT count(*) FROM conversations) AS logs, (SELECT count(*) FROM entries) AS entries";
      return database.query<{ logs: number; entries: number }, []>(sql).get() ?? { logs: 0, entries: 0 };
    },
    async headsByNum(after, limit) {
      return database
        .query<LogHead, [number, number]>(`${HEADS} WHERE c.num > ? ORDER BY c.num LIMIT ?`)
        .all(after, limit);
    },
    async headsById(after, limit) {
      return database
        .query<LogHead, [string, number]>(`${HEADS} WHERE c.id > ? ORDER BY c.id LIMIT ?`)
        .all(after, limit);
    },
    async head(id) {
      return database.query<LogHead, [string]>(`${HEADS} WHERE c.id = ?`).get(id) ?? undefined;
    },
    async entries({ num, seq }, limit, only) {
      const order = "ORDER BY e.conv, e.seq LIMIT ?";
      if (only !== undefined)
        return database
          .query<KeptEntry, [number, number, number]>(`${ENTRIES} WHERE e.conv = ? AND e.seq > ? ${order}`)
          .all(only, seq, limit);
      return database
        .query<KeptEntry, [number, number, number]>(`${ENTRIES} WHERE (e.conv, e.seq) > (?, ?) ${order}`)
        .all(num, seq, limit);
    },
    async digestAt(num, seq) {
      const sql = "SELECT digest FROM entries WHERE conv = ? AND seq = ?";
      return database.query<{ digest: string }, [number, number]>(sql).get(num, seq)?.digest;
    },
    async [Symbol.asyncDispose]() {
      database.run("COMMIT");
      database.close();
    },
  };
}
