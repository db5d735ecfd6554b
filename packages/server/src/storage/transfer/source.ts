import type { Database, SQLQueryBindings } from "bun:sqlite";
import { systemClock } from "../../kit/clock.ts";
import { EMPTY_DIGEST } from "../digest.ts";
import type { Migration } from "../migration.ts";
import { openDatabase } from "../sqlite/database.ts";
import type { OpenedStore } from "../sqlite/engine.ts";
import { migrate } from "../sqlite/migrate.ts";

/** What another engine keeps in a table of its own kind, or makes anew. */
const OWN: ReadonlySet<string> = new Set(["store", "migrations"]);

/** What PostgreSQL keeps with a conversation and SQLite finds at the end of its log. */
const WITH_HEAD = {
  from: `conversations t
    LEFT JOIN entries e ON e.pos = (SELECT x.pos FROM entries x WHERE x.conv = t.num ORDER BY x.seq DESC LIMIT 1)`,
  columns: {
    seq: "coalesce(e.seq, 0)",
    count: "coalesce(e.count, 0)",
    at: "coalesce(e.at, 0)",
    last_pos: "coalesce(e.pos, 0)",
    began: "coalesce(e.seq, 0)",
    digest: `coalesce(e.digest, '${EMPTY_DIGEST}')`,
  } as Readonly<Record<string, string>>,
};

/** A value as SQLite holds it. */
export type Value = string | number | bigint | Uint8Array | null;
/** Where a row stands in the order in which its table is read. */
export type Key = readonly Value[];

/** A table of the source as it is read: by what its rows are ordered, and what it can give. */
export interface SourceTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: ReadonlySet<string>;
  readonly key: readonly string[];
}

/** A SQLite store that is read to its last row. Nobody else may have it open. */
export class Source implements Disposable {
  readonly identity: OpenedStore;
  readonly tables: readonly SourceTable[];
  readonly #database: Database;

  /** @throws NewerDatabase when a newer version has used it */
  constructor(
    readonly file: string,
    migrations: readonly Migration[],
  ) {
    this.#database = openDatabase({ file, synchronous: "FULL" }, false);
    migrate(this.#database, migrations, "", systemClock.now());
    const identity = this.#database.query<OpenedStore, []>("SELECT epoch, pos FROM store").get();
    if (!identity) throw new Error("the store has no identity");
    this.identity = identity;
    this.tables = this.#list().map((name) => this.#describe(name));
  }

  /** Rows after a key, in the order of their keys: values of the columns, then those of the key. */
  read(table: SourceTable, columns: readonly string[], after: Key | null, limit: number): Value[][] {
    const { name, key } = table;
    const from = name === "conversations" ? WITH_HEAD.from : `"${name}" t`;
    const keys = key.map((column) => `t.${column}`).join(", ");
    const wanted = columns.map((column) => this.#expression(table, column)).join(", ");
    const since = after ? `WHERE (${keys}) > (${key.map(() => "?").join(", ")})` : "";
    return this.#database
      .query<unknown, SQLQueryBindings[]>(`SELECT ${wanted}, ${keys} FROM ${from} ${since} ORDER BY ${keys} LIMIT ?`)
      .values(...((after ?? []) as SQLQueryBindings[]), limit);
  }

  /** Whether a column of the other engine can be filled from here. */
  gives({ name, columns }: SourceTable, column: string): boolean {
    return columns.has(column) || (name === "conversations" && column in WITH_HEAD.columns);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #expression({ name, columns }: SourceTable, column: string): string {
    if (columns.has(column)) return `t."${column}"`;
    return (name === "conversations" ? WITH_HEAD.columns[column] : undefined) ?? "NULL";
  }

  #list(): string[] {
    const rows = this.#database
      .query<{ name: string }, []>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    return rows.map(({ name }) => name).filter((name) => !OWN.has(name));
  }

  #describe(name: string): SourceTable {
    const columns = this.#database
      .query<{ name: string; pk: number }, [string]>("SELECT name, pk FROM pragma_table_info(?)")
      .all(name);
    const { bare } =
      this.#database.query<{ bare: number }, [string]>("SELECT wr AS bare FROM pragma_table_list(?)").get(name) ?? {};
    const primary = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    const { many } = this.#database.query<{ many: number }, []>(`SELECT count(*) AS many FROM "${name}"`).get() ?? {};
    return {
      name,
      rows: many ?? 0,
      columns: new Set(columns.map((column) => column.name)),
      key: bare === 1 ? primary.map((column) => `"${column.name}"`) : ["rowid"],
    };
  }
}
