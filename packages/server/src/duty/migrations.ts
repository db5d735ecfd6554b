import type { Migration } from "../storage/migration.ts";

/** Who does what behind the line, until when by the database's clock, and how far it has got. */
export const dutyMigrations: readonly Migration[] = [
  {
    id: "duty-1",
    up: [
      // cursor: all up to it is done; missed: how far the reading of what was missed has got, as JSON text
      `CREATE TABLE duties (
         name TEXT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL, pos BIGINT, missed TEXT)`,
    ],
  },
];
