import { SQL } from "bun";
import { StartFault } from "../../kit/start-fault.ts";
import { SHAPE_LOCK } from "../postgres/migrate.ts";
import { SPAN } from "../postgres/batch.ts";
import { textArray } from "../postgres/array.ts";
import { isLockTimeout } from "../postgres/fault.ts";
import { MOVED, MOVED_TABLES } from "./half-moved.ts";
import type { Key, Value } from "./source.ts";

/** Who holds it fills the database. */
const LOCK = 0x5ce1_0003;

/** Kinds of things in a database that somebody made. */
const THINGS = `
  SELECT relname AS name FROM pg_class c
  WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY relkind, relname LIMIT 4`;

const COLUMNS = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS needed
  FROM pg_attribute a WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

export interface TargetColumn {
  readonly name: string;
  readonly type: string;
  /** Whether a row must have a value for it. */
  readonly needed: boolean;
}

interface MovedRow {
  readonly epoch: string;
  readonly pos: number;
  readonly finished: number | null;
}

/** A PostgreSQL database that a store is moved into, held by one process at a time. */
export class Target implements AsyncDisposable {
  private constructor(
    readonly url: string,
    private readonly pool: SQL,
    readonly sql: Awaited<ReturnType<SQL["reserve"]>>,
  ) {}

  /**
   * @param patience ms to wait for one that was killed and whose connection is about to be noticed as gone
   * @throws StartFault when another process fills it
   */
  static async hold(url: string, patience: number): Promise<Target> {
    const pool = new SQL({ url, max: 1, idleTimeout: 0, connection: { application_name: "skein migrate" } });
    try {
      const sql = await pool.reserve();
      // a lost connection must end all: another one would not hold the lock
      await sql.unsafe(`SET lock_timeout = ${patience}`);
      await sql.unsafe(`SELECT pg_advisory_lock(${LOCK})`);
      // what was done is noted with it, so at worst the latest is done again; the last step waits for the disk
      await sql.unsafe("SET lock_timeout = 0; SET synchronous_commit = off");
      return new Target(url, pool, sql);
    } catch (fault) {
      await pool.close({ timeout: 0 });
      if (isLockTimeout(fault))
        throw new StartFault("locked", "Another migrate fills this database.", "Let that one go on, or stop it first.");
      throw fault;
    }
  }

  /**
   * Makes the database the target of this store, or goes on where that was begun.
   *
   * @returns whether what is there is of the store as it is now
   * @throws StartFault when there is anything else in it
   */
  async claim(
    from: { readonly epoch: string; readonly pos: number },
    now: number,
  ): Promise<"new" | "begun" | "outdated"> {
    await this.sql.unsafe("BEGIN");
    try {
      await this.sql.unsafe(`SELECT pg_advisory_xact_lock(${SHAPE_LOCK})`);
      const state = await this.#claim(from, now);
      await this.sql.unsafe("COMMIT");
      return state;
    } catch (fault) {
      await this.sql.unsafe("ROLLBACK");
      throw fault;
    }
  }

  async #claim(
    from: { readonly epoch: string; readonly pos: number },
    now: number,
  ): Promise<"new" | "begun" | "outdated"> {
    const [there] = await this.rows<{ there: boolean }>("SELECT to_regclass('moved_from') IS NOT NULL AS there");
    if (there?.there) {
      const [moved] = await this.rows<MovedRow>("SELECT epoch, pos::float8, finished::float8 FROM moved_from");
      if (moved) return goOn(moved, from);
    }
    const things = await this.rows<{ name: string }>(THINGS);
    if (things.length > 0)
      throw new StartFault(
        "refused",
        `The database is not empty: there is ${things.map(({ name }) => name).join(", ")} in it. Nothing was changed.`,
        "Make an empty one: createdb <name>.",
      );
    await this.sql.unsafe(MOVED);
    await this.sql.unsafe(MOVED_TABLES);
    await this.sql.unsafe("INSERT INTO moved_from (epoch, pos, begun) VALUES ($1, $2, $3)", [
      from.epoch,
      from.pos,
      now,
    ]);
    return "new";
  }

  columns(table: string): Promise<TargetColumn[]> {
    return this.rows<TargetColumn>(COLUMNS, [table]);
  }

  /** How far a table is. */
  async progress(table: string): Promise<{ last: Key | null; rows: number }> {
    await this.sql.unsafe("INSERT INTO moved_tables (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [table]);
    const text = "SELECT last, rows::float8 FROM moved_tables WHERE name = $1";
    const [row] = await this.rows<{ last: string | null; rows: number }>(text, [table]);
    return { last: row?.last ? (JSON.parse(row.last) as Key) : null, rows: row?.rows ?? 0 };
  }

  /** Adds rows and notes how far the table is: both or neither. */
  async put(
    table: string,
    columns: readonly TargetColumn[],
    rows: readonly (readonly Value[])[],
    last: Key,
  ): Promise<void> {
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    const arrays = columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(", ");
    const next = columns.length + 1;
    await this.sql.unsafe(
      `WITH put AS (INSERT INTO "${table}" (${names}) OVERRIDING SYSTEM VALUE SELECT * FROM unnest(${arrays}))
       UPDATE moved_tables SET last = $${next}, rows = rows + $${next + 1} WHERE name = $${next + 2}`,
      [
        ...columns.map((_, at) => textArray(rows.map((row) => textOf(row[at] ?? null)))),
        ...[JSON.stringify(last), rows.length, table],
      ],
    );
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ many: number }>(`SELECT count(*)::float8 AS many FROM "${table}"`);
    return row?.many ?? 0;
  }

  /** Empties what was copied, for a store that was used since. */
  async beginAnew(tables: readonly string[], pos: number): Promise<void> {
    const all = tables.map((name) => `"${name}"`).join(", ");
    await this.sql.unsafe(
      `BEGIN; TRUNCATE ${all}; DELETE FROM moved_tables; UPDATE moved_from SET pos = ${pos}; COMMIT`,
    );
  }

  /**
   * Makes it a store that can be served from: positions go on after the last one of the old store, and with another identity no
   * cursor of before is good.
   */
  async finish({ pos, epoch, now }: { pos: number; epoch: string; now: number }): Promise<void> {
    const n = Math.max(1, Math.floor(pos / SPAN));
    await this.sql.unsafe("ANALYZE");
    await this.sql.unsafe("BEGIN; SET LOCAL synchronous_commit = on");
    await this.sql.unsafe("SELECT setval('batch_numbers', $1)", [n]);
    await this.sql.unsafe(
      "SELECT setval(pg_get_serial_sequence('conversations', 'num'), max(num)) FROM conversations HAVING max(num) > 0",
    );
    await this.sql.unsafe("UPDATE store SET epoch = $1, pruned = $2", [epoch, n]);
    // the last batch as it were: where the store stands is read from there
    await this.sql.unsafe(
      `INSERT INTO batches (n, at, last, convs, firsts, lasts, mark_convs, mark_users, tells)
       VALUES ($1, $2, $3, '{}', '{}', '{}', '{}', '{}', '{}')`,
      [n, now, Math.max(pos, n * SPAN)],
    );
    await this.sql.unsafe("UPDATE moved_from SET finished = $1", [now]);
    await this.sql.unsafe("DROP TABLE moved_tables");
    await this.sql.unsafe("COMMIT");
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return [...(await this.sql.unsafe<Row[]>(text, [...values]))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sql.release();
    await this.pool.close({ timeout: 0 });
  }
}

function goOn(moved: MovedRow, from: { readonly epoch: string; readonly pos: number }): "begun" | "outdated" {
  if (moved.epoch !== from.epoch)
    throw new StartFault(
      "refused",
      moved.finished === null
        ? "Another store is half moved into this database. Nothing was changed."
        : "The database holds a store that was moved from elsewhere. Nothing was changed.",
      "Make an empty one: createdb <name>.",
    );
  if (moved.finished !== null)
    throw new StartFault(
      "refused",
      `This store was moved there on ${new Date(moved.finished).toISOString()}. Nothing was changed.`,
      "Set `postgres` and start.",
    );
  return moved.pos === from.pos ? "begun" : "outdated";
}

/** A value as PostgreSQL reads it in an array, whatever the type of its column. */
function textOf(value: Value): string | null {
  if (value === null || typeof value === "string") return value;
  return value instanceof Uint8Array ? `\\x${value.toHex()}` : String(value);
}
