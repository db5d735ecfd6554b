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
  {
    id: "search-2",
    up: [
      // made from the log anew: with each text stands where it was said, by whom and when, as words of the same index
      "DROP TABLE search_words",
      `CREATE TABLE search_texts (
         pos bigint PRIMARY KEY, conv bigint NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, hidden boolean NOT NULL,
         sender text NOT NULL, kind text NOT NULL, words tsvector NOT NULL)`,
      "CREATE INDEX ON search_texts USING gin (words) WITH (gin_pending_list_limit = 256)",
      "CREATE INDEX ON search_texts (conv, seq)",
    ],
  },
];
