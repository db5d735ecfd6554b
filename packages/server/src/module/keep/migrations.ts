import type { Migration } from "../../storage/migration.ts";

/**
 * What a person keeps of conversations and messages for themselves. `v` is the entry of their self log that told of it: the higher one is
 * newer. `star` is that entry too, so that the starred ones are read in the order in which they were starred.
 */
export const keepMigrations: readonly Migration[] = [
  {
    id: "keep-1",
    up: [
      `CREATE TABLE kept (
         person TEXT NOT NULL, conv BIGINT NOT NULL, v BIGINT NOT NULL, pinned BIGINT NOT NULL DEFAULT 0,
         quiet BIGINT NOT NULL DEFAULT 0, hidden BIGINT NOT NULL DEFAULT 0, archived BIGINT NOT NULL DEFAULT 0,
         unread BIGINT NOT NULL DEFAULT 0, folders TEXT NOT NULL DEFAULT '[]', PRIMARY KEY (person, conv))`,
      "CREATE INDEX kept_pinned ON kept (person) WHERE pinned > 0",
      `CREATE TABLE kept_drafts (
         person TEXT NOT NULL, conv BIGINT NOT NULL, v BIGINT NOT NULL, text TEXT NOT NULL, reply BIGINT NOT NULL,
         PRIMARY KEY (person, conv))`,
      `CREATE TABLE kept_messages (
         person TEXT NOT NULL, conv BIGINT NOT NULL, seq BIGINT NOT NULL, star BIGINT NOT NULL DEFAULT 0,
         gone BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (person, conv, seq))`,
      "CREATE INDEX kept_stars ON kept_messages (person, star, seq) WHERE star > 0",
      "CREATE INDEX kept_of_message ON kept_messages (conv, seq)",
    ],
  },
  {
    // of what one is told there: see `NOTIFY`
    id: "keep-2",
    up: ["ALTER TABLE kept ADD COLUMN notify BIGINT NOT NULL DEFAULT 0"],
  },
  {
    // who wants to be told of all that a crowd says
    id: "keep-3",
    up: ["CREATE INDEX kept_all ON kept (conv) WHERE notify = 1"],
  },
];
