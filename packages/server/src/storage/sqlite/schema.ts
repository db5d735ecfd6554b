import type { Migration } from "../migration.ts";
import { operationsMigrations } from "../operations-migration.ts";

/**
 * The logs and their two core projections. `entries` is a rowid table that only grows at its end, with one index to
 * read by and one to know a key by: a (conv, seq) table with the bodies inside was not sustained under load.
 */
export const coreMigrations: readonly Migration[] = [
  {
    id: "core-1",
    up: [
      // one row: which store this is, and the pos of its last change
      "CREATE TABLE store (epoch TEXT NOT NULL, pos INTEGER NOT NULL)",
      `CREATE TABLE conversations (
         num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT, color INTEGER,
         size INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL)`,
      `CREATE TABLE entries (
         pos INTEGER PRIMARY KEY, conv INTEGER NOT NULL, seq INTEGER NOT NULL, sender TEXT NOT NULL, key TEXT,
         at INTEGER NOT NULL, kind TEXT NOT NULL, ref INTEGER, count INTEGER NOT NULL, digest TEXT NOT NULL,
         body TEXT NOT NULL)`,
      "CREATE UNIQUE INDEX entries_seq ON entries (conv, seq)",
      // the key first: time-ordered keys then grow the index at its end
      "CREATE UNIQUE INDEX entries_key ON entries (key, sender, conv) WHERE key IS NOT NULL",
      `CREATE TABLE members (
         conv INTEGER NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL, read INTEGER NOT NULL DEFAULT 0,
         read_count INTEGER NOT NULL DEFAULT 0, delivered INTEGER NOT NULL DEFAULT 0,
         PRIMARY KEY (conv, user)) WITHOUT ROWID`,
      "CREATE INDEX members_user ON members (user, conv)",
    ],
  },
  ...operationsMigrations,
];
