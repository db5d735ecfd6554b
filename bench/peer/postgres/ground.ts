import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { hasPostgres, launchPostgres } from "@skein/testkit";
import { SQL } from "bun";
import { inBench, PROFILING } from "../process.ts";

/** What `statfs` says of a file system in memory. */
const TMPFS = 0x01021994;

/** Which statements took how long. */
const COSTLIEST = `
  SELECT calls, round(total_exec_time) AS ms, round(mean_exec_time::numeric, 3) AS mean, rows,
         round(total_plan_time) AS planning,
         shared_blks_hit AS hit, shared_blks_read AS read, shared_blks_dirtied AS dirtied, wal_records, wal_bytes,
         left(regexp_replace(query, '\\s+', ' ', 'g'), 160) AS query
  FROM pg_stat_statements ORDER BY total_exec_time + total_plan_time DESC LIMIT 30`;

/** A PostgreSQL that waits for the disk, of one run. */
export interface Ground extends AsyncDisposable {
  readonly url: string;
  /** The process whose children are the sessions. */
  readonly pid: number;
}

/** Why there can be none here; undefined where there can. */
export function missingPostgres(): string | undefined {
  if (!hasPostgres) return "On Debian: apt-get install postgresql nats-server";
  if (statfsSync(tmpdir()).type !== TMPFS) return undefined;
  return `${tmpdir()} lives in memory, where an fsync costs nothing: set TMPDIR to a folder on a disk that all may enter`;
}

/**
 * Starts it as Debian has it (`fsync`, `synchronous_commit` and all else by default), in a folder below the system's
 * for temporary files: its own user may not see into ours.
 *
 * @param name of what is measured, for the file with the statements that took longest (`BENCH_PROFILE`)
 */
export async function layGround(name: string): Promise<Ground> {
  const settings = PROFILING
    ? {
        shared_preload_libraries: "pg_stat_statements",
        "pg_stat_statements.track": "all",
        "pg_stat_statements.track_planning": "on",
      }
    : undefined;
  const postgres = await launchPostgres({ fsync: true, ...(settings && { settings }) });
  const sql = new SQL({ url: postgres.url, max: 1 });
  if (PROFILING) await sql.unsafe("CREATE EXTENSION pg_stat_statements");
  const [row] = await sql.unsafe<{ pid: number }[]>("SELECT pg_backend_pid() AS pid");
  return {
    url: postgres.url,
    pid: parentOf(await Bun.file(`/proc/${row?.pid}/status`).text()),
    async [Symbol.asyncDispose]() {
      if (PROFILING) {
        const rows = await sql.unsafe<unknown[]>(COSTLIEST);
        const lines = [...rows].map((one) => JSON.stringify(one));
        await Bun.write(inBench("results", `statements-${name}.jsonl`), lines.join("\n"));
      }
      await sql.close();
      await postgres[Symbol.asyncDispose]();
    },
  };
}

function parentOf(status: string): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
}
