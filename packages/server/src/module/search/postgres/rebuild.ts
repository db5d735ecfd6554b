import { SQL } from "bun";
import { FIRST_PLACE, trailOf, type TrailPlace } from "../../../storage/trail.ts";
import type { Storage } from "../../../storage/storage.ts";
import { PENDING, TABLE } from "./find.ts";
import { run } from "./own-writes.ts";
import { DUTY } from "./shared-index.ts";
import { taken } from "./take-in.ts";

const NEXT = `${TABLE}_next`;
/** Entries that are taken in together. */
const TOGETHER = 2_000;

/**
 * Builds the index of a shared store anew beside the one that counts, which answers meanwhile; then it takes its place, in one transaction
 * with how far it has come.
 *
 * @param stage begins to tell how far it is, of so many entries
 * @returns how many entries were read, and the bytes of the index
 */
export async function rebuildShared(
  url: string,
  storage: Storage,
  stage: (entries: number) => (more: number) => void,
): Promise<{ readonly entries: number; readonly bytes: number }> {
  await using sql = new SQL({ url, max: 1, connection: { application_name: "skein search rebuild" } });
  await sql.unsafe(`DROP TABLE IF EXISTS ${NEXT}`);
  await sql.unsafe(`CREATE TABLE ${NEXT} (LIKE ${TABLE})`);
  await sql.unsafe(`ALTER TABLE ${NEXT} ADD PRIMARY KEY (pos)`);
  await sql.unsafe(`CREATE INDEX ON ${NEXT} (conv, seq)`);
  const [{ total } = { total: 0 }] = await storage.query<{ total: number }>({
    sql: "SELECT count(*) AS total FROM entries",
    parameters: [],
  });
  const step = stage(total);
  const trail = trailOf(storage);
  const end = await trail.end();
  let entries = 0;
  let place: TrailPlace | undefined = FIRST_PLACE;
  while (place) {
    const missed = await trail.missed(0, end, place, TOGETHER);
    for (const row of await taken(storage, missed.entries, NEXT)) await run(sql, row);
    entries += missed.entries.length;
    step(missed.entries.length);
    place = missed.next;
  }
  step(total);
  // faster at once than row by row
  await sql.unsafe(`CREATE INDEX ON ${NEXT} USING gin (words) WITH (gin_pending_list_limit = ${PENDING})`);
  await sql.unsafe(`ANALYZE ${NEXT}`);
  let pos = end;
  const follow = async (on: SQL, to: number): Promise<void> => {
    for (let more = true; more || pos < to; ) {
      const stretch = await trail.after(pos, TOGETHER);
      if (!stretch.whole) throw new Error("the order of what was said meanwhile is forgotten; build it again");
      for (const row of await taken(storage, stretch.entries, NEXT)) await run(on, row);
      pos = stretch.to;
      more = stretch.more;
    }
  };
  await follow(sql, 0);
  await sql.begin(async (transaction) => {
    // whoever brings the old one on waits here, and goes on with the new one
    const [duty] = await transaction.unsafe<{ pos: string | null }[]>(
      "SELECT pos FROM duties WHERE name = $1 FOR UPDATE",
      [DUTY],
    );
    await follow(transaction, Number(duty?.pos ?? 0));
    await transaction.unsafe(`DROP TABLE ${TABLE}`);
    await transaction.unsafe(`ALTER TABLE ${NEXT} RENAME TO ${TABLE}`);
    await transaction.unsafe("UPDATE duties SET pos = $2, missed = NULL WHERE name = $1", [DUTY, pos]);
  });
  const [{ bytes } = { bytes: 0 }] = await storage.query<{ bytes: number }>({
    sql: `SELECT pg_total_relation_size('${TABLE}') AS bytes`,
    parameters: [],
  });
  return { entries, bytes };
}
