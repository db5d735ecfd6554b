import type { Migration } from "../../storage/migration.ts";

/**
 * Threads by their root: how many replies, which is the newest. And how people stand to them: whether they follow, their first reply,
 * up to where they have read.
 */
export const threadMigrations: readonly Migration[] = [
  {
    id: "thread-1",
    up: [
      `CREATE TABLE threads (
         conv BIGINT NOT NULL, root BIGINT NOT NULL, n BIGINT NOT NULL, last BIGINT NOT NULL, PRIMARY KEY (conv, root))`,
      `CREATE TABLE thread_people (
         conv BIGINT NOT NULL, root BIGINT NOT NULL, person TEXT NOT NULL, followed BIGINT NOT NULL, first BIGINT,
         read BIGINT NOT NULL, PRIMARY KEY (conv, root, person))`,
      "CREATE INDEX thread_people_person ON thread_people (person, conv, root) WHERE followed = 1",
      "CREATE INDEX thread_people_first ON thread_people (conv, root, first) WHERE first IS NOT NULL",
    ],
  },
];
