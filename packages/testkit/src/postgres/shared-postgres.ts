import { postgresBinaries } from "./binaries.ts";
import { launchPostgres, type TestPostgres } from "./launch-postgres.ts";

/** Whether PostgreSQL can be started here; where it cannot, its tests are skipped and named. */
export const hasPostgres: boolean = postgresBinaries() !== undefined;

let shared: Promise<TestPostgres> | undefined;

/** The one PostgreSQL of this test process: started when first asked for, gone with the process. */
export function sharedPostgres(): Promise<TestPostgres> {
  return (shared ??= launchPostgres());
}
