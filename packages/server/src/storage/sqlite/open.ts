import type { Migration } from "../migration.ts";
import type { Storage, StoredConversation } from "../storage.ts";
import { packWrites, unpackList, unpackOutcomes, unpackPage } from "./codec.ts";
import type { DatabaseSetting } from "./database.ts";
import { openReader, openWriter, type OpenedStore } from "./engine.ts";
import { Port } from "./port.ts";
import { TextsSent } from "./texts.ts";

export interface SqliteSetting extends DatabaseSetting {
  readonly migrations: readonly Migration[];
  /** The identity of the store, should it be made now. */
  readonly epoch: string;
}

/** SQLite with the writer and the readers on threads of their own: what serves. */
export async function openSqlite(setting: SqliteSetting): Promise<Storage> {
  const { migrations, epoch, ...database } = setting;
  const writer = await Port.open<OpenedStore>({ role: "writer", setting: database, migrations, epoch });
  const { port: reader } = await Port.open<object>({ role: "reader", setting: database });
  const texts = new TextsSent();
  return {
    identity: writer.opened,
    commit: async (writes) => unpackOutcomes(await writer.port.ask("commit", packWrites(writes))),
    conversation: async (id) => (await reader.call<StoredConversation | null>("conversation", id)) ?? undefined,
    conversations: (ids) => reader.call("conversations", ids),
    page: (conv, range) => reader.call("page", conv, range),
    encodedPage: async (conv, range, along) =>
      unpackPage(await reader.ask("encodedPage", texts.pack(conv, range, along))),
    list: async (user, range) => unpackList(await reader.ask("list", JSON.stringify([user, range]))),
    latest: (entries) => reader.call("latest", entries),
    query: (statement) => reader.call("query", statement),
    async close() {
      await reader.close();
      await writer.port.close();
    },
  };
}

/**
 * The same engine on the calling thread: for tests that replay a run step by step, and for the command line.
 * Its answers are promises too, so that nobody can come to depend on their being there at once.
 */
export function openSqliteInline(setting: SqliteSetting, now: () => number): Storage {
  const { migrations, epoch, ...database } = setting;
  const writer = openWriter(database, migrations, epoch, now);
  const reader = openReader(database);
  const later = async <T>(run: () => T): Promise<T> => {
    await Promise.resolve();
    return run();
  };
  return {
    identity: writer.store,
    commit: (writes) => later(() => writer.commit(writes)),
    conversation: (id) => later(() => reader.conversation(id)),
    conversations: (ids) => later(() => reader.conversations(ids)),
    page: (conv, range) => later(() => reader.page(conv, range)),
    encodedPage: (conv, range, along) => later(() => reader.encodedPage(conv, range, along)),
    list: (user, range) => later(() => reader.list(user, range)),
    latest: (entries) => later(() => reader.latest(entries)),
    query: <Row>(statement: Parameters<Storage["query"]>[0]) => later(() => reader.query(statement) as Row[]),
    close: () =>
      later(() => {
        reader.close();
        writer.close();
      }),
  };
}
