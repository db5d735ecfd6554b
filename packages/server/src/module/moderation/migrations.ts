import type { Migration } from "../../storage/migration.ts";

/** Words that are looked out for, what people are under, what was reported, and which messages only their authors see. */
export const moderationMigrations: readonly Migration[] = [
  {
    id: "moderation-1",
    up: [
      "CREATE TABLE words (word TEXT PRIMARY KEY, action TEXT NOT NULL)",
      `CREATE TABLE sanctions (
         person TEXT NOT NULL, penalty TEXT NOT NULL, until BIGINT, words TEXT, actor TEXT NOT NULL, at BIGINT NOT NULL,
         PRIMARY KEY (person, penalty))`,
      `CREATE TABLE reports (
         id TEXT PRIMARY KEY, pos BIGINT NOT NULL, conv TEXT NOT NULL, seq BIGINT NOT NULL, author TEXT NOT NULL,
         reporter TEXT, reason TEXT NOT NULL, words TEXT, said TEXT NOT NULL, context TEXT, at BIGINT NOT NULL,
         state TEXT NOT NULL, outcome TEXT, closer TEXT, closed BIGINT)`,
      "CREATE INDEX reports_state ON reports (state, pos)",
      "CREATE INDEX reports_message ON reports (conv, seq)",
      "CREATE TABLE hidden (conv BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (conv, seq))",
    ],
  },
];
