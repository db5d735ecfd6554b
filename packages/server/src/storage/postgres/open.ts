import type { Migration } from "../migration.ts";
import type { Storage } from "../storage.ts";
import { Connection } from "./connection.ts";
import { PostgresFollow } from "./follow.ts";
import { latestOf } from "./latest.ts";
import { migrate } from "./migrate.ts";
import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

const READERS = 8;
/** Two that search, and one that writes their index (module/search). */
const SEARCH = 3;
/** Connections of one process, where its setting says nothing else. */
export const CONNECTIONS = READERS + 2 + SEARCH;

export interface PostgresSetting {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** `postgresCore`, then the modules'. */
  readonly migrations: readonly Migration[];
  /** The identity of the store, should it be made now. */
  readonly epoch: string;
  /** Connections that read; {@link READERS} when absent. One more writes, and one more follows. */
  readonly readers?: number;
  /** Ms that a batch waits for a lock; 2000 when absent. */
  readonly lockTimeout?: number;
  /** Ms that a statement takes at most; 15,000 when absent. */
  readonly statementTimeout?: number;
  /** Ms beyond that after which the way to the database counts as gone; 5000 when absent. */
  readonly silence?: number;
}

/** The first version with all that is used. */
const OLDEST = 150_000;

/**
 * PostgreSQL as the store, for one node of any number.
 *
 * @throws NewerDatabase when the database was used with a newer version; UnsuitableDatabase when it cannot hold a store
 * @example await openPostgres({ url, migrations: [...postgresCore, ...accountMigrations], epoch: newId(random) })
 */
export async function openPostgres(setting: PostgresSetting): Promise<Storage> {
  const { url, migrations, epoch, readers = READERS, lockTimeout = 2_000, statementTimeout = 15_000 } = setting;
  const deadline = statementTimeout + (setting.silence ?? 5_000);
  const session = { statement_timeout: statementTimeout, jit: "off" };
  const readSession = { ...session, default_transaction_read_only: "on" };
  const reading = new Connection({ url, max: readers, deadline, session: readSession });
  // a plan is made once and then kept, so it must be one that is right for tables of any size: by index
  const byIndex = {
    plan_cache_mode: "force_generic_plan",
    enable_seqscan: "off",
    enable_hashjoin: "off",
    enable_mergejoin: "off",
  };
  // what must be heard soon does not queue behind people's reads
  const following = new Connection({ url, max: 1, deadline, session: { ...readSession, ...byIndex } });
  // one connection: batches of one node stay in order
  const writing = new Connection({
    url,
    max: 1,
    deadline,
    session: { ...session, ...byIndex, lock_timeout: lockTimeout },
  });
  const close = async () => {
    await Promise.all([writing.close(), following.close(), reading.close()]);
  };
  try {
    await examine(following);
    await migrate(url, migrations, epoch);
    const follow = new PostgresFollow(following);
    const identity = await identify(following, await follow.settle());
    const reader = new Reader(reading);
    const writer = new Writer(writing);
    return {
      identity,
      follow,
      commit: (writes) => writer.commit(writes),
      conversation: (id) => reader.conversation(id),
      conversations: (ids) => reader.conversations(ids),
      page: (conv, range) => reader.page(conv, range),
      encodedPage: (conv, range, along) => reader.encodedPage(conv, range, along),
      list: (user, range) => reader.list(user, range),
      latest: (entries) => latestOf(follow, Math.floor(identity.pos / follow.span), entries),
      query: (statement) => reader.query(statement),
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** This PostgreSQL, or this database in it, cannot hold a store. */
class UnsuitableDatabase extends Error {
  override readonly name = "UnsuitableDatabase";
}

/** @throws UnsuitableDatabase */
export async function examine(connection: Pick<Connection, "rows">): Promise<void> {
  const [server] = await connection.rows<{ version: number; encoding: string }>(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
  );
  if ((server?.version ?? 0) < OLDEST) throw new UnsuitableDatabase("PostgreSQL 15 or later is needed.");
  if (server?.encoding !== "UTF8")
    throw new UnsuitableDatabase(`The database is encoded as ${server?.encoding}; make one with UTF8.`);
}

/** Where the store stands: the last position of the last batch before which none is missing. */
async function identify(connection: Connection, settled: number): Promise<Storage["identity"]> {
  const [row] = await connection.rows<{ epoch: string; pos: number }>(
    "SELECT epoch, coalesce((SELECT last FROM batches WHERE n <= $1 ORDER BY n DESC LIMIT 1), 0) AS pos FROM store",
    [settled],
  );
  if (!row) throw new Error("the store has no identity");
  return row;
}
