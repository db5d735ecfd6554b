import type { Migration } from "../../storage/migration.ts";

/**
 * What grows, and for a while what has. Everything that was added and answered is here, so that any node goes on with it. `size` is
 * in UTF-16 code units, `points` in code points; `state` is 0 while it grows, 1 once it is a message, 2 when it was given up.
 */
export const streamMigrations: readonly Migration[] = [
  {
    id: "stream-1",
    up: [
      `CREATE TABLE streams (
         id TEXT PRIMARY KEY, conv TEXT NOT NULL, owner TEXT NOT NULL, key TEXT NOT NULL, reply BIGINT, text TEXT NOT NULL,
         size BIGINT NOT NULL, points BIGINT NOT NULL, began BIGINT NOT NULL, touched BIGINT NOT NULL, state BIGINT NOT NULL)`,
      "CREATE UNIQUE INDEX streams_key ON streams (owner, conv, key)",
      "CREATE INDEX streams_open ON streams (state, touched)",
      "CREATE INDEX streams_conv ON streams (conv, state)",
    ],
  },
  {
    // 1: for its owner's eyes alone
    id: "stream-2",
    up: ["ALTER TABLE streams ADD COLUMN hidden BIGINT NOT NULL DEFAULT 0"],
  },
];
