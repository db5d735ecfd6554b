import type { Storage, StoredEntry } from "../../storage/storage.ts";

type Row = Omit<StoredEntry, "from"> & { readonly sender: string };

/** Single entries of many logs, in the order in which they are asked for; those that are there. */
export async function entriesAt(
  storage: Pick<Storage, "query">,
  places: readonly Pick<StoredEntry, "conv" | "seq">[],
): Promise<StoredEntry[]> {
  if (places.length === 0) return [];
  // each by the index of its log: joined in another order, a plan may read all of one
  const one = `SELECT c.id AS conv, e.pos, e.seq, e.sender, e.key, e.at, e.kind, e.ref, e.count, e.body
               FROM conversations c CROSS JOIN entries e WHERE c.id = ? AND e.conv = c.num AND e.seq = ?`;
  const rows = await storage.query<Row>({
    sql: places.map(() => one).join(" UNION ALL "),
    parameters: places.flatMap(({ conv, seq }) => [conv, seq]),
  });
  const found = new Map(rows.map(({ sender, ...row }) => [`${row.seq} ${row.conv}`, { ...row, from: sender }]));
  return places.flatMap(({ conv, seq }) => found.get(`${seq} ${conv}`) ?? []);
}
