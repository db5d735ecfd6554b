import { SQLiteError } from "bun:sqlite";
import type { Migration } from "../migration.ts";
import type { Along, EncodedPage, Latest, ListRange, Outcome, PageRange, Statement, Write } from "../storage.ts";
import { openDatabase, type DatabaseSetting } from "./database.ts";
import { migrate } from "./migrate.ts";
import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/** The calls that cross to a worker, and what they answer. */
export interface WriterEngine {
  commit(writes: readonly Write[]): Outcome[];
  close(): void;
}

export interface OpenedStore {
  epoch: string;
  pos: number;
}

/** Opens the file for writing and brings its shape up to date. */
export function openWriter(
  setting: DatabaseSetting,
  migrations: readonly Migration[],
  newEpoch: string,
  now: () => number,
): WriterEngine & { store: OpenedStore } {
  const database = openDatabase(setting, false);
  migrate(database, migrations, newEpoch, now());
  const store = database.query<OpenedStore, []>("SELECT epoch, pos FROM store").get();
  if (!store) throw new Error("the store has no identity");
  const writer = new Writer(database, now);
  return {
    store,
    commit: (writes) => writer.commit(writes),
    close() {
      try {
        // folds the write-ahead log into the file, so that a copy of the one file is whole
        database.run("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch (fault) {
        // no room for that: the log stays beside the file and the next start reads it
        if (!(fault instanceof SQLiteError)) throw fault;
      } finally {
        database.close();
      }
    },
  };
}

export interface ReaderEngine {
  conversation(id: string): ReturnType<Reader["conversation"]>;
  conversations(ids: readonly string[]): ReturnType<Reader["conversations"]>;
  page(conv: string, range: PageRange): ReturnType<Reader["page"]>;
  encodedPage(conv: string, range: PageRange, along: readonly Along[]): EncodedPage;
  list(user: string, range: ListRange): ReturnType<Reader["list"]>;
  latest(entries: number): Latest;
  query(statement: Statement): unknown[];
  close(): void;
}

export function openReader(setting: DatabaseSetting): ReaderEngine {
  const database = openDatabase(setting, true);
  const reader = new Reader(database);
  return {
    conversation: (id) => reader.conversation(id),
    conversations: (ids) => reader.conversations(ids),
    page: (conv, range) => reader.page(conv, range),
    encodedPage: (conv, range, along) => reader.encodedPage(conv, range, along),
    list: (user, range) => reader.list(user, range),
    latest: (entries) => reader.latest(entries),
    query: (statement) => reader.query(statement),
    close: () => {
      // strictly: a statement left open would keep the connection, and its locks, past this call
      database.close(true);
    },
  };
}
