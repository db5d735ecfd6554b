import type { Migration } from "../../storage/migration.ts";

/** Whom messages mention: a row for each person, one with the person `*` for everybody. Those in threads are kept there. */
export const mentionMigrations: readonly Migration[] = [
  {
    id: "mention-1",
    up: [
      `CREATE TABLE mentions (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, person TEXT NOT NULL, author TEXT NOT NULL,
         PRIMARY KEY (conv, seq, person))`,
      "CREATE INDEX mentions_person ON mentions (person, conv, seq)",
    ],
  },
];
