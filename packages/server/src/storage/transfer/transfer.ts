import { StartFault } from "../../kit/start-fault.ts";
import type { Migration } from "../migration.ts";
import { migrate } from "../postgres/migrate.ts";
import { examine } from "../postgres/open.ts";
import { proveTransfer } from "./prove-transfer.ts";
import { Source, type Key, type SourceTable, type Value } from "./source.ts";
import { Target, type TargetColumn } from "./target.ts";

/** Rows that travel at once. */
const BATCH = 2_000;
/** Ms that one who was killed may take to be gone from the database. */
const PATIENCE = 10_000;

export interface Transfer {
  /** The SQLite file; nobody else may have it open. */
  readonly file: string;
  /** `postgres://user:password@host:port/database`, empty or of a transfer of this store that was stopped. */
  readonly url: string;
  readonly steps: { readonly sqlite: readonly Migration[]; readonly postgres: readonly Migration[] };
  /** The identity that it gets there. */
  readonly epoch: string;
  readonly now: () => number;
  /** Begins a stage of so many rows; what it returns is told of each part that is done. */
  readonly stage: (name: string, rows: number) => (rows: number) => void;
  readonly batch?: number;
  readonly patience?: number;
}

export interface Transferred {
  readonly rows: number;
  readonly conversations: number;
  readonly entries: number;
  /** Rows that were there already, from a time before. */
  readonly before: number;
}

/**
 * Moves a store from SQLite to PostgreSQL: all tables, row by row as they are; then proves the digest of each conversation and
 * compares all else; and only then makes the database one that can be served from. Killed at any moment, it goes on from the last
 * batch when it is called again.
 *
 * @throws StartFault when the database is not for this store, or what has arrived is not what was sent
 */
export async function transfer(job: Transfer): Promise<Transferred> {
  using source = new Source(job.file, job.steps.sqlite);
  await using target = await Target.hold(job.url, job.patience ?? PATIENCE);
  await examine(target);
  const state = await target.claim(source.identity, job.now());
  await migrate(job.url, job.steps.postgres, job.epoch, "half moved");
  const tables = source.tables.map(({ name }) => name);
  if (state === "outdated") await target.beginAnew(tables, source.identity.pos);

  const pairs = await Promise.all(
    source.tables.map(async (table) => ({ table, ...(await target.progress(table.name)) })),
  );
  const total = pairs.reduce((sum, { table }) => sum + table.rows, 0);
  const before = pairs.reduce((sum, { rows }) => sum + rows, 0);
  const step = job.stage("Copying", total - before);
  const copied: { table: SourceTable; columns: readonly TargetColumn[] }[] = [];
  for (const { table, last } of pairs) {
    const columns = await columnsOf(source, target, table);
    await copy({ source, target, table, columns, last, batch: job.batch ?? BATCH, step });
    copied.push({ table, columns });
  }
  const proof = await proveTransfer(source, target, copied, job.stage);
  await target.finish({ pos: source.identity.pos, epoch: job.epoch, now: job.now() });
  return { rows: total, before, ...proof };
}

/** The columns to fill, by what both have. */
async function columnsOf(source: Source, target: Target, table: SourceTable): Promise<TargetColumn[]> {
  const columns = await target.columns(table.name);
  const there = new Set(columns.map(({ name }) => name));
  const lost = columns.length === 0 ? [table.name] : [...table.columns].filter((name) => !there.has(name));
  const empty = columns.filter((column) => column.needed && !source.gives(table, column.name)).map(({ name }) => name);
  if (lost.length + empty.length > 0)
    throw new StartFault(
      "refused",
      `The table ${table.name} has no counterpart in PostgreSQL (${[...lost, ...empty].join(", ")}).`,
      "This is a fault of Skein: report it.",
    );
  return columns.filter(({ name }) => source.gives(table, name));
}

interface Copy {
  readonly source: Source;
  readonly target: Target;
  readonly table: SourceTable;
  readonly columns: readonly TargetColumn[];
  readonly last: Key | null;
  readonly batch: number;
  readonly step: (rows: number) => void;
}

/** While one batch is on its way the next one is read. */
async function copy({ source, target, table, columns, last, batch, step }: Copy): Promise<void> {
  const names = columns.map(({ name }) => name);
  const read = (after: Key | null): Value[][] => source.read(table, names, after, batch);
  const digest = table.name === "conversations" ? names.indexOf("digest") : -1;
  let rows = read(last);
  while (rows.length > 0) {
    const key = rows.at(-1)?.slice(names.length) ?? [];
    if (digest >= 0) for (const row of rows) row[digest] = asBigint(row[digest]);
    const way = target.put(table.name, columns, rows, key);
    const next = read(key);
    await way;
    step(rows.length);
    rows = next;
  }
}

/** 16 hex digits as the 64 bits with a sign that PostgreSQL keeps with a conversation. */
function asBigint(digest: Value | undefined): bigint {
  return BigInt.asIntN(64, BigInt(`0x${String(digest)}`));
}
