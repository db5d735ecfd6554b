import type { Migration } from "../../storage/migration.ts";

/**
 * What operations made of messages. `folds` has a row for each message to which anything was done: the seq of the last operation, of
 * the last edit with how many there were, and of the recall.
 */
export const messageMigrations: readonly Migration[] = [
  {
    id: "message-1",
    up: [
      `CREATE TABLE folds (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, upto BIGINT NOT NULL, edit BIGINT, times BIGINT NOT NULL DEFAULT 0,
         recall BIGINT, PRIMARY KEY (conv, seq))`,
      `CREATE TABLE reactions (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, person TEXT NOT NULL, emoji TEXT NOT NULL, op BIGINT NOT NULL,
         PRIMARY KEY (conv, seq, person, emoji))`,
      "CREATE INDEX reactions_first ON reactions (conv, seq, emoji, op)",
      `CREATE TABLE reaction_counts (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, emoji TEXT NOT NULL, n BIGINT NOT NULL, first BIGINT NOT NULL,
         PRIMARY KEY (conv, seq, emoji))`,
    ],
  },
  {
    // what was done to messages by people whom nobody else is to see; `op` is its place in the log
    id: "message-2",
    up: [
      `CREATE TABLE hidden_operations (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, op BIGINT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (conv, seq, op))`,
    ],
  },
  {
    // which parts of a fold there are (`PARTS`); of what was done before that is not known: all
    id: "message-3",
    up: ["ALTER TABLE folds ADD COLUMN parts BIGINT NOT NULL DEFAULT 63"],
  },
];
