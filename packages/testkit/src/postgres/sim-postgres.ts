import { openPostgres, sharedMigrations } from "@skein/server";
import { SQL } from "bun";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { launchPostgres, type TestPostgres } from "./launch-postgres.ts";
import { SimStore } from "./sim-store.ts";

/** One name for the stores of all runs: their nodes hear each other by a bus of their own, and a seed replays. */
const EPOCH = "sim00001";

/** The database's clock is the run's, not the machine's. */
const VIRTUAL_CLOCK = [
  "CREATE SEQUENCE virtual_clock",
  `CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$
     SELECT timestamptz 'epoch' + last_value * interval '1 millisecond' FROM public.virtual_clock $$`,
];

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
  store(clock: VirtualClock): Promise<SimStore> {
    return SimStore.take(this.url, EPOCH, clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.postgres[Symbol.asyncDispose]();
  }
}
