import type { Migration } from "../../storage/migration.ts";

/** What people are to each other; in the SQL that SQLite and PostgreSQL both understand. Times are milliseconds since 1970 UTC. */
export const contactMigrations: readonly Migration[] = [
  {
    id: "contact-1",
    up: [
      // what `other` is to `person`; friends have a row each
      `CREATE TABLE contacts (
         person TEXT NOT NULL, other TEXT NOT NULL, friend BIGINT, remark TEXT, pinyin TEXT, blocked BIGINT,
         PRIMARY KEY (person, other))`,
      "CREATE INDEX contacts_other ON contacts (other)",
      // the latest one from `person` to `other`; a hidden one is shown to whoever made it alone
      `CREATE TABLE friend_requests (
         person TEXT NOT NULL, other TEXT NOT NULL, greeting TEXT NOT NULL, state TEXT NOT NULL, hidden INTEGER NOT NULL,
         created BIGINT NOT NULL, expires BIGINT NOT NULL, answered BIGINT, PRIMARY KEY (person, other))`,
      "CREATE INDEX friend_requests_other ON friend_requests (other, created)",
      "CREATE INDEX friend_requests_created ON friend_requests (person, created)",
      // a row for each turn of kit/turn.ts
      "CREATE TABLE friend_turns (turn INTEGER PRIMARY KEY)",
      // a row for whoever chose something
      `CREATE TABLE privacy (
         person TEXT PRIMARY KEY, may_write TEXT NOT NULL, may_add TEXT NOT NULL, may_see TEXT NOT NULL)`,
      // readable, unlike tokens: people look at their own again, and it opens nothing but a card
      "CREATE TABLE person_links (person TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE)",
    ],
  },
];
