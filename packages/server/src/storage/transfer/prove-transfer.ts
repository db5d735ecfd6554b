import { StartFault } from "../../kit/start-fault.ts";
import { compareLogs } from "../proof/compare.ts";
import type { Finding } from "../proof/logs.ts";
import { postgresLogs } from "../proof/postgres-logs.ts";
import { proveLogs } from "../proof/prove.ts";
import { sqliteLogs } from "../proof/sqlite-logs.ts";
import { sameRows } from "./same-rows.ts";
import type { Source, SourceTable } from "./source.ts";
import type { Target, TargetColumn } from "./target.ts";

/** Findings that are told. */
const SHOWN = 10;

interface CopiedTable {
  readonly table: SourceTable;
  readonly columns: readonly TargetColumn[];
}

/**
 * Proves that what has arrived is what was sent: every conversation by its digest, made anew from what is there now; every other
 * table row by row; and how many rows each has.
 *
 * @throws StartFault with what is wrong
 */
export async function proveTransfer(
  source: Source,
  target: Target,
  copied: readonly CopiedTable[],
  stage: (name: string, rows: number) => (rows: number) => void,
): Promise<{ conversations: number; entries: number }> {
  const wrong: string[] = [];
  const found = ({ conv, what }: Finding): void => {
    wrong.push(`${conv}: ${what}`);
  };
  for (const { table, columns } of copied) {
    const many = await target.count(table.name);
    if (many !== table.rows) wrong.push(`${table.name}: ${table.rows} rows were sent and ${many} are there`);
    // entries are proven by their digests
    else if (table.name !== "entries" && !(await sameRows(source, target, table, columns)))
      wrong.push(`${table.name}: rows are not what was sent`);
  }
  await using theirs = sqliteLogs(source.file);
  await using ours = await postgresLogs(target.url);
  const totals = await theirs.totals();
  const proven = await proveLogs(ours, { found, step: stage("Proving", totals.entries) });
  const same = await compareLogs(theirs, ours, found);
  if (same !== totals.logs && wrong.length === 0) wrong.push(`${totals.logs - same} conversations are not there`);
  if (wrong.length > 0)
    throw new StartFault(
      "corrupt",
      ["What has arrived is not whole:", ...wrong.slice(0, SHOWN).map((line) => `  ${line}`)].join("\n"),
      "Look whether the old store is whole (`skein verify`); the database is not used until it is.",
    );
  return { conversations: proven.logs, entries: proven.entries };
}
