import type { Migration } from "../../storage/migration.ts";

/** The index of a store that nodes share. With SQLite it is a file of its own, made without these steps. */
export const searchMigrations: readonly Migration[] = [
  {
    id: "search-1",
    up: [
      // a row for each message that has words, called by its pos; where only its author sees an edit, one more, called by that
      `CREATE TABLE search_words (
         pos bigint PRIMARY KEY, conv bigint NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, hidden boolean NOT NULL,
         sender text NOT NULL, kind text NOT NULL, words tsvector NOT NULL)`,
      "CREATE INDEX ON search_words USING gin (words)",
      "CREATE INDEX ON search_words (conv, seq)",
    ],
  },
];
