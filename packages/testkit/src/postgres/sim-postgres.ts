import { openPostgres, sharedMigrations, type Storage } from "@skein/server";
import { SQL } from "bun";
import type { ClockFace } from "../clock/clock-face.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { Lane } from "../server/lane.ts";
import { lanedStorage } from "../server/laned-storage.ts";
import { launchPostgres, type TestPostgres } from "./launch-postgres.ts";

/** One name for the stores of all runs: their nodes hear each other by a bus of their own, and a seed replays. */
const EPOCH = "sim00001";

/** The database's clock is the run's, not the machine's. */
const VIRTUAL_CLOCK = [
  "CREATE SEQUENCE virtual_clock",
  `CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$
     SELECT timestamptz 'epoch' + last_value * interval '1 millisecond' FROM public.virtual_clock $$`,
];

/** All that a run leaves: emptied, the database is as a new one, and sooner there. */
const EMPTY = `DO $$ BEGIN
  EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY' FROM pg_tables
           WHERE schemaname = 'public' AND tablename NOT IN ('store', 'migrations') AND tablename !~ '^entries_');
  ALTER SEQUENCE batch_numbers RESTART;
  UPDATE store SET pruned = 0;
END $$`;

/** The store of the nodes of one run. */
export interface SimStore extends AsyncDisposable {
  /** Opens it as one node does. */
  open(face: ClockFace): Promise<Storage>;
  /** A commit begins and draws its number; what this returns undoes it. Until then no node knows whether that number comes. */
  hang(): Promise<() => void>;
}

/** A real PostgreSQL for runs on virtual time: it answers while time stands still, and its clock shows virtual time. */
export class SimPostgres implements AsyncDisposable {
  private constructor(
    private readonly postgres: TestPostgres,
    private readonly url: string,
  ) {}

  static async launch(): Promise<SimPostgres> {
    // no vacuum begins in the midst of a run; and what stands in `public` comes before what PostgreSQL brings
    const postgres = await launchPostgres({ settings: { autovacuum: "off", search_path: "public, pg_catalog" } });
    const { url } = await postgres.database();
    await (await openPostgres({ url, migrations: sharedMigrations, epoch: EPOCH })).close();
    await using sql = new SQL({ url, max: 1 });
    for (const statement of VIRTUAL_CLOCK) await sql.unsafe(statement);
    return new SimPostgres(postgres, url);
  }

  /** An empty store. One run at a time has it. */
  async store(clock: VirtualClock): Promise<SimStore> {
    const { url } = this;
    const sql = new SQL({ url, max: 1 });
    await sql.unsafe(EMPTY);
    let shown = 0;
    const hanging = new Set<SQL>();
    const ends: Promise<void>[] = [];
    const lane = new Lane(clock, async () => {
      if (shown === clock.now) return;
      shown = clock.now;
      await sql.unsafe(`SELECT setval('virtual_clock', ${shown})`);
    });
    return {
      async open(face) {
        const setting = { url, migrations: sharedMigrations, epoch: EPOCH, readers: 1 };
        return lanedStorage(await lane.ask(() => openPostgres(setting)), lane, face);
      },
      async hang() {
        const own = new SQL({ url, max: 1 });
        hanging.add(own);
        await lane.change(() => own.unsafe("BEGIN; SELECT pg_current_xact_id(), nextval('batch_numbers')"));
        const end = async (): Promise<void> => {
          await own.unsafe("ROLLBACK");
          hanging.delete(own);
          await own.close({ timeout: 0 });
        };
        return () => ends.push(lane.change(end));
      },
      async [Symbol.asyncDispose]() {
        await Promise.all(ends);
        for (const own of hanging) await own.close({ timeout: 0 });
        await sql.close({ timeout: 0 });
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.postgres[Symbol.asyncDispose]();
  }
}
