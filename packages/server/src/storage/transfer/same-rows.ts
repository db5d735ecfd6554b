import type { Key, Source, SourceTable, Value } from "./source.ts";
import type { Target, TargetColumn } from "./target.ts";

/** Rows read at once. */
const PAGE = 2_000;

/** Whether a table has the same rows on both sides, in whatever order. */
export async function sameRows(
  source: Source,
  target: Target,
  table: SourceTable,
  columns: readonly TargetColumn[],
): Promise<boolean> {
  // what only one engine keeps follows from the entries, and is proven with them
  const shared = columns.filter(({ name }) => table.columns.has(name));
  const sent = sumOfSource(source, table, shared);
  return sent === (await sumOfTarget(target, table.name, shared));
}

function sumOfSource(source: Source, table: SourceTable, columns: readonly TargetColumn[]): bigint {
  const names = columns.map(({ name }) => name);
  const sum = new Sum();
  let last: Key | null = null;
  for (;;) {
    const rows = source.read(table, names, last, PAGE);
    if (rows.length === 0) return sum.value;
    for (const row of rows) sum.add(row.slice(0, names.length));
    last = rows.at(-1)?.slice(names.length) ?? null;
  }
}

async function sumOfTarget(target: Target, table: string, columns: readonly TargetColumn[]): Promise<bigint> {
  const wanted = columns
    .map(({ name, type }, at) =>
      type === "bytea" ? `encode("${name}", 'hex') AS c${at}` : `"${name}"::text AS c${at}`,
    )
    .join(", ");
  const sum = new Sum();
  await target.sql.unsafe("BEGIN");
  await target.sql.unsafe(`DECLARE rows CURSOR FOR SELECT ${wanted} FROM "${table}"`);
  for (;;) {
    const rows = await target.sql.unsafe<Record<string, string | null>[]>(`FETCH ${PAGE} FROM rows`);
    if (rows.length === 0) break;
    for (const row of rows) sum.add(columns.map((_, at) => row[`c${at}`] ?? null));
  }
  await target.sql.unsafe("COMMIT");
  return sum.value;
}

/** Adds rows up by their hashes: the same for the same rows in any order. */
class Sum {
  readonly #hash = new BigUint64Array(4);
  #value = 0n;

  get value(): bigint {
    return this.#value;
  }

  add(row: readonly Value[]): void {
    const texts = row.map((value) =>
      value === null ? null : value instanceof Uint8Array ? value.toHex() : String(value),
    );
    Bun.SHA256.hash(JSON.stringify(texts), this.#hash);
    this.#value = BigInt.asUintN(64, this.#value + (this.#hash[0] ?? 0n));
  }
}
