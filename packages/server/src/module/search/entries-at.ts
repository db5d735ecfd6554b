import type { Statement, Storage, StoredEntry } from "../../storage/storage.ts";

type Row = Omit<StoredEntry, "from"> & { readonly sender: string };
type Place = Pick<StoredEntry, "conv" | "seq">;

/** Single entries of many logs, in the order in which they are asked for; those that are there. */
export async function entriesAt(
  storage: Pick<Storage, "query" | "follow">,
  places: readonly Place[],
): Promise<StoredEntry[]> {
  if (places.length === 0) return [];
  const rows = await storage.query<Row>(storage.follow ? looked(places) : named(places));
  const found = new Map(rows.map(({ sender, ...row }) => [`${row.seq} ${row.conv}`, { ...row, from: sender }]));
  return places.flatMap(({ conv, seq }) => found.get(`${seq} ${conv}`) ?? []);
}

const COLUMNS = "e.pos, e.seq, e.sender, e.key, e.at, e.kind, e.ref, e.count, e.body";

/** Each by the index of its log: joined in another order, a plan may read all of one. */
function named(places: readonly Place[]): Statement {
  const one = `SELECT c.id AS conv, ${COLUMNS} FROM conversations c CROSS JOIN entries e WHERE c.id = ? AND e.conv = c.num AND e.seq = ?`;
  return {
    sql: places.map(() => one).join(" UNION ALL "),
    parameters: places.flatMap(({ conv, seq }) => [conv, seq]),
  };
}

/** The same of a log in parts: one look-up for all of them that cannot be joined freely, where each named one has a plan over all parts. */
function looked(places: readonly Place[]): Statement {
  return {
    sql: `SELECT a.conv, ${COLUMNS}
          FROM jsonb_to_recordset(CAST(CAST(? AS text) AS jsonb)) AS a(conv text, seq bigint)
            CROSS JOIN LATERAL (SELECT num FROM conversations WHERE id = a.conv OFFSET 0) c
            CROSS JOIN LATERAL (SELECT * FROM entries WHERE conv = c.num AND seq = a.seq OFFSET 0) e`,
    parameters: [JSON.stringify(places.map(({ conv, seq }) => ({ conv, seq })))],
  };
}
