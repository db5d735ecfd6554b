import type { Migration } from "./migration.ts";

/**
 * What operations on messages and rules of groups need of the core tables, on both engines. `shown` is the newest entry of the talk
 * itself where the head is an operation or belongs to a thread; `settings` what a group has set, as JSON; `since` the first entry that a
 * member may read; `muted` until when they may not speak; `nick` what they call themselves there.
 */
export const operationsMigrations: readonly Migration[] = [
  {
    id: "core-2",
    up: [
      "ALTER TABLE conversations ADD COLUMN shown BIGINT NOT NULL DEFAULT 0",
      "ALTER TABLE conversations ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'",
      "ALTER TABLE members ADD COLUMN since BIGINT NOT NULL DEFAULT 0",
      "ALTER TABLE members ADD COLUMN muted BIGINT NOT NULL DEFAULT 0",
      "ALTER TABLE members ADD COLUMN nick TEXT",
      // by what a message that was taken back changed the digest of its log
      "CREATE TABLE corrections (conv BIGINT NOT NULL, seq BIGINT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (conv, seq))",
      // few entries are about another one: the usual message writes nothing here
      "CREATE INDEX entries_ref ON entries (conv, ref, seq) WHERE ref IS NOT NULL",
    ],
  },
];
