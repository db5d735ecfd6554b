import type { Database } from "bun:sqlite";
import type { Migration } from "../migration.ts";
import { NewerDatabase } from "../newer-database.ts";

/** Steps that a database has taken and this version does not know. */
export function unknownSteps(database: Database, migrations: readonly Migration[]): string[] {
  const known = new Set(migrations.map((step) => step.id));
  const done = database.query<{ id: string }, []>("SELECT id FROM migrations").all();
  return done.map((row) => row.id).filter((id) => !known.has(id));
}

/** Walks the database through the steps it has not taken yet, all of them or none. */
export function migrate(database: Database, migrations: readonly Migration[], epoch: string, now: number): void {
  database.transaction(() => {
    database.run("CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY, at INTEGER NOT NULL)");
    const done = new Set(
      database
        .query<{ id: string }, []>("SELECT id FROM migrations")
        .all()
        .map((row) => row.id),
    );
    const unknown = unknownSteps(database, migrations);
    if (unknown.length > 0) throw new NewerDatabase(unknown);
    for (const step of migrations) {
      if (done.has(step.id)) continue;
      for (const statement of step.up) database.run(statement);
      database.run("INSERT INTO migrations (id, at) VALUES (?, ?)", [step.id, now]);
    }
    database.run("INSERT INTO store (epoch, pos) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM store)", [epoch]);
  })();
}
