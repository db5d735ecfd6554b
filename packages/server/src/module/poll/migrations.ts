import type { Migration } from "../../storage/migration.ts";

/**
 * What people chose. `polls` counts how often a poll was voted on (a vote that was worked out from an older count is refused) and holds
 * the seq of its end; `mask` has a bit for each option; `op` is the place of a vote among the others, 0 where votes are not seen.
 */
export const pollMigrations: readonly Migration[] = [
  {
    id: "poll-1",
    up: [
      `CREATE TABLE polls (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, votes BIGINT NOT NULL, voters BIGINT NOT NULL, closed BIGINT,
         PRIMARY KEY (conv, seq))`,
      `CREATE TABLE poll_votes (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, person TEXT NOT NULL, mask BIGINT NOT NULL, op BIGINT NOT NULL,
         PRIMARY KEY (conv, seq, person))`,
      "CREATE INDEX poll_votes_op ON poll_votes (conv, seq, op)",
      `CREATE TABLE poll_counts (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, choice BIGINT NOT NULL, n BIGINT NOT NULL,
         PRIMARY KEY (conv, seq, choice))`,
    ],
  },
];
