import { openPostgres, postgresCore } from "@skein/server";
import { SQL } from "bun";
import { expect, test } from "bun:test";
import { PostgresServer } from "../../src/index.ts";

/** Drawn from the sequence at once: the log holds it for 32 numbers, so the next ones are past what the log knows. */
const DRAWN = 40;

test("what was settled before PostgreSQL crashed is settled after it: no batch gets a number that counts as gone", async () => {
  // nothing but a commit writes the log down
  await using postgres = await PostgresServer.start({ fsync: true, settings: { wal_writer_delay: "10s" } });
  await using store = await openedStore(postgres);
  await using sql = new SQL({ url: postgres.url(), max: 1 });
  const unfinished = await sql.reserve();
  await unfinished.unsafe("BEGIN");
  await unfinished.unsafe(`SELECT nextval('batch_numbers') FROM generate_series(1, ${DRAWN})`);
  // it is under way, so nothing up to its numbers is settled; but they are remembered
  expect(await store.follow?.after(0, 10)).toMatchObject({ batches: [] });
  await postgres.kill("SIGKILL");
  await postgres.restart();

  let settled = 0;
  while (settled < DRAWN) settled = (await patiently(() => store.follow?.after(0, 10)))?.settled ?? 0;
  await store.commit([{ rows: [] }]);
  const { batches } = (await store.follow?.after(settled, 10)) ?? {};
  expect(batches?.length).toBe(1);
});

async function openedStore(postgres: PostgresServer) {
  const storage = await openPostgres({ url: postgres.url(), migrations: postgresCore, epoch: "e1" });
  return Object.assign(storage, { [Symbol.asyncDispose]: () => storage.close() });
}

/** The connections that broke are made anew by the next statement. */
async function patiently<T>(call: () => Promise<T> | undefined): Promise<T | undefined> {
  for (;;) {
    try {
      return await call();
    } catch (fault) {
      if (!(fault instanceof SQL.PostgresError)) throw fault;
    }
  }
}
