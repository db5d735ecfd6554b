import type { Migration } from "../migration.ts";
import { operationsMigrations } from "../operations-migration.ts";
import { appendFunction, appendNewFunction } from "./function/append.ts";
import { appendCountedFunction } from "./function/append-counted.ts";
import { commitFunction } from "./function/commit.ts";
import { markFunction } from "./function/mark.ts";
import { pruneFunction } from "./function/prune.ts";
import { statementsFunction } from "./function/statements.ts";
import { watermarkFunction } from "./function/watermark.ts";

/** Enough that no index of a busy store grows too high, and that many can be vacuumed at once. */
const PARTITIONS = 16;

/**
 * The logs and what follows from them, as PostgreSQL keeps them. Only ever added to: nodes of the version before go on serving while
 * these steps run, which is also why functions bear a number; another version of one is another one.
 */
export const postgresCore: readonly Migration[] = [
  {
    id: "core-1",
    up: [
      // one row: which store this is, and up to which number batches may have been forgotten
      "CREATE TABLE store (epoch text NOT NULL, pruned bigint NOT NULL DEFAULT 0)",
      // with the head of its log: the row is locked to write to the log, so this is read with it. Room is
      // left so that a new head stays on its page and touches no index.
      `CREATE TABLE conversations (
         num bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created bigint NOT NULL, seq bigint NOT NULL DEFAULT 0,
         count bigint NOT NULL DEFAULT 0, at bigint NOT NULL DEFAULT 0, last_pos bigint NOT NULL DEFAULT 0,
         moved bigint NOT NULL DEFAULT 0, digest bigint NOT NULL DEFAULT 0,
         size integer NOT NULL DEFAULT 0, color integer, id text NOT NULL UNIQUE, kind text NOT NULL, name text
       ) WITH (fillfactor = 80)`,
      `CREATE TABLE entries (
         pos bigint NOT NULL, conv bigint NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, count bigint NOT NULL, ref bigint,
         sender text NOT NULL, key text, kind text NOT NULL, digest text NOT NULL, body text NOT NULL
       ) PARTITION BY HASH (conv)`,
      ...Array.from(
        { length: PARTITIONS },
        (_, at) =>
          `CREATE TABLE entries_${at} PARTITION OF entries FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${at})`,
      ),
      "CREATE UNIQUE INDEX entries_seq ON entries (conv, seq)",
      // the key first: time-ordered keys then grow the index at its end
      "CREATE UNIQUE INDEX entries_key ON entries (key, sender, conv) WHERE key IS NOT NULL",
      // pos: where the marks moved last by a command of their own
      `CREATE TABLE members (
         conv bigint NOT NULL, read bigint NOT NULL DEFAULT 0, read_count bigint NOT NULL DEFAULT 0,
         delivered bigint NOT NULL DEFAULT 0, pos bigint NOT NULL DEFAULT 0, "user" text NOT NULL, role text NOT NULL,
         PRIMARY KEY (conv, "user")) WITH (fillfactor = 85)`,
      'CREATE INDEX members_user ON members ("user")',
      "CREATE SEQUENCE batch_numbers",
      // which entries (from first to last of each conversation) and marks each commit wrote, and what it tells; kept for an hour
      `CREATE TABLE batches (
         n bigint PRIMARY KEY, at bigint NOT NULL, last bigint NOT NULL, convs bigint[] NOT NULL, firsts bigint[] NOT NULL,
         lasts bigint[] NOT NULL, mark_convs bigint[] NOT NULL, mark_users text[] NOT NULL, tells text[] NOT NULL)`,
      // soon forgotten: pressing them small costs more than it saves
      ...["convs", "firsts", "lasts", "mark_convs", "mark_users"].map(
        (column) => `ALTER TABLE batches ALTER COLUMN ${column} SET STORAGE EXTERNAL`,
      ),
      "CREATE TYPE skein_appended_1 AS (told text, convs bigint[], firsts bigint[], lasts bigint[])",
      "CREATE TYPE skein_marked_1 AS (told text, convs bigint[], users text[])",
      appendNewFunction,
      appendFunction,
      markFunction,
      statementsFunction,
      pruneFunction,
      watermarkFunction,
    ],
  },
  ...operationsMigrations,
  // a store of before has skein_commit_1 as well, for nodes of the version before
  { id: "core-3", up: [appendCountedFunction, commitFunction] },
];
