import type { Migration } from "../../storage/migration.ts";

/** People, their signed-in devices, one-time codes and invitations; in the SQL that SQLite and PostgreSQL both understand. */
export const accountMigrations: readonly Migration[] = [
  {
    id: "account-1",
    up: [
      `CREATE TABLE users (
         id TEXT PRIMARY KEY, login TEXT UNIQUE, password TEXT, origin TEXT NOT NULL, role TEXT NOT NULL,
         name TEXT NOT NULL, color INTEGER NOT NULL, about TEXT, settings TEXT NOT NULL, folded TEXT NOT NULL,
         claim TEXT, barred BIGINT NOT NULL, seen BIGINT, created BIGINT NOT NULL, pos BIGINT NOT NULL)`,
      "CREATE INDEX users_pos ON users (pos)",
      "CREATE INDEX users_owner ON users (role) WHERE role = 'owner'",
      `CREATE TABLE sessions (
         id TEXT PRIMARY KEY, person TEXT NOT NULL, token TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
         platform TEXT NOT NULL, created BIGINT NOT NULL, seen BIGINT NOT NULL, expires BIGINT, ended BIGINT)`,
      "CREATE INDEX sessions_person ON sessions (person)",
      "CREATE INDEX sessions_ended ON sessions (ended) WHERE ended IS NOT NULL",
      "CREATE INDEX sessions_expires ON sessions (expires) WHERE expires IS NOT NULL",
      "CREATE TABLE codes (hash TEXT PRIMARY KEY, purpose TEXT NOT NULL, person TEXT, expires BIGINT NOT NULL)",
      // readable, unlike tokens: an admin must be able to copy the link again, and it opens no account that exists
      `CREATE TABLE invites (
         code TEXT PRIMARY KEY, uses INTEGER NOT NULL, created BIGINT NOT NULL, expires BIGINT NOT NULL)`,
    ],
  },
  {
    id: "account-2",
    up: [
      "ALTER TABLE sessions ADD COLUMN address TEXT",
      // why it was signed out, as JSON text
      "ALTER TABLE sessions ADD COLUMN why TEXT",
      // until when the person is banned; what the moderators say to it
      "ALTER TABLE users ADD COLUMN banned BIGINT",
      "ALTER TABLE users ADD COLUMN banned_words TEXT",
      `CREATE TABLE pairings (
         code TEXT PRIMARY KEY, secret TEXT NOT NULL, name TEXT NOT NULL, platform TEXT NOT NULL, address TEXT NOT NULL,
         created BIGINT NOT NULL, expires BIGINT NOT NULL, state TEXT NOT NULL, person TEXT)`,
      "CREATE INDEX pairings_expires ON pairings (expires)",
    ],
  },
  {
    id: "account-names-1",
    up: [
      "ALTER TABLE users ADD COLUMN pinyin TEXT",
      "ALTER TABLE users ADD COLUMN spelled TEXT",
      // absent in rows of before: name-index.ts fills them in
      "ALTER TABLE users ADD COLUMN skeleton TEXT",
      "ALTER TABLE users ADD COLUMN deleted BIGINT",
      // a row for each turn of kit/turn.ts
      "CREATE TABLE name_turns (turn INTEGER PRIMARY KEY)",
      "CREATE INDEX users_skeleton ON users (skeleton)",
      "CREATE INDEX users_unindexed ON users (id) WHERE skeleton IS NULL",
    ],
  },
  {
    id: "account-names-2",
    // all by which a person is found, in the order of ids: whoever searches a large group reads no whole rows
    up: ["CREATE INDEX users_sought ON users (id, folded, login, spelled)"],
  },
  { id: "account-avatar-1", up: ["ALTER TABLE users ADD COLUMN avatar TEXT"] },
];
