import type { Migration } from "../../storage/migration.ts";

/**
 * What a group keeps beside its members. `sought` is a nickname as it is searched; `group_pace` when a member spoke last where there
 * is slow mode; `group_reads` the announcement that somebody has read last. Times are ms since 1970 UTC, 0 where there is none.
 */
export const groupMigrations: readonly Migration[] = [
  {
    id: "group-1",
    up: [
      "ALTER TABLE conversations ADD COLUMN dissolved BIGINT NOT NULL DEFAULT 0",
      "ALTER TABLE members ADD COLUMN sought TEXT",
      // those who look after a group are found without reading all who are in it
      "CREATE INDEX members_staff ON members (conv, role) WHERE role <> 'member'",
      `CREATE TABLE group_links (
         code TEXT NOT NULL PRIMARY KEY, conv BIGINT NOT NULL, maker TEXT NOT NULL, created BIGINT NOT NULL,
         expires BIGINT NOT NULL, most BIGINT NOT NULL, uses BIGINT NOT NULL, approval BIGINT NOT NULL)`,
      "CREATE INDEX group_links_conv ON group_links (conv, created)",
      `CREATE TABLE group_requests (
         conv BIGINT NOT NULL, person TEXT NOT NULL, note TEXT, asked BIGINT NOT NULL, PRIMARY KEY (conv, person))`,
      `CREATE TABLE group_bans (
         conv BIGINT NOT NULL, person TEXT NOT NULL, maker TEXT NOT NULL, made BIGINT NOT NULL, reason TEXT,
         PRIMARY KEY (conv, person))`,
      "CREATE TABLE group_pace (conv BIGINT NOT NULL, person TEXT NOT NULL, spoke BIGINT NOT NULL, PRIMARY KEY (conv, person))",
      "CREATE TABLE group_reads (conv BIGINT NOT NULL, person TEXT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (conv, person))",
    ],
  },
];
