import type { ServerFrame } from "@skein/protocol";
import { expect, test } from "bun:test";
import { SQL } from "bun";
import { sharedPostgres, temporaryFolder, WireClient } from "@skein/testkit";
import type { Bus } from "../src/cluster/bus.ts";
import { LocalHub } from "../src/cluster/local.ts";
import { configWith } from "../src/config.ts";
import { systemClock } from "../src/kit/clock.ts";
import { createLog } from "../src/kit/log.ts";
import { createServer } from "../src/server.ts";
import { sharedMigrations } from "../src/server/store.ts";
import { openPostgres } from "../src/storage/postgres/open.ts";
import type { Storage } from "../src/storage/storage.ts";

/*
 * A node that is behind what stands in the store: what it reads there may be newer than what it has applied.
 */

type Delta = Extract<ServerFrame, { type: "delta" }>;

/** A store in which a node sees what it is let see. */
class Window {
  /** Conversations cannot be read. */
  away = false;
  readonly #refused = Promise.withResolvers<void>();
  #shut: PromiseWithResolvers<void> | undefined;

  /** Resolves when a conversation could not be read. */
  get refused(): Promise<void> {
    return this.#refused.promise;
  }

  /** What others write is not read until then. */
  shut(): void {
    this.#shut = Promise.withResolvers();
  }

  open(): void {
    this.#shut?.resolve();
    this.#shut = undefined;
  }

  /** Nothing is heard through one that is shut. */
  ears(bus: Bus): Bus {
    return {
      node: bus.node,
      get connected() {
        return bus.connected;
      },
      get alone() {
        return bus.alone;
      },
      publish: (subject, text) => bus.publish(subject, text),
      subscribe: (subject, hear) =>
        bus.subscribe(subject, (text, from) => {
          if (!this.#shut) hear(text, from);
        }),
      onConnection: (call) => bus.onConnection(call),
      close: () => bus.close(),
    };
  }

  over(storage: Storage): Storage {
    const { follow } = storage;
    if (!follow) throw new Error("others write to this store too");
    return {
      ...storage,
      conversation: (id) => {
        if (!this.away) return storage.conversation(id);
        this.#refused.resolve();
        return Promise.reject(new Error("the store is away"));
      },
      follow: {
        span: follow.span,
        after: async (n, limit) => {
          await this.#shut?.promise;
          return follow.after(n, limit);
        },
        read: (batches) => follow.read(batches),
      },
    };
  }
}

/** A node with Ann on it, and another one, started later, that sees the store through a window; and a group of two. */
async function twoNodes(limits: { readonly recentChanges?: number } = {}) {
  await using up = new AsyncDisposableStack();
  const database = up.use(await (await sharedPostgres()).database());
  const folder = up.use(await temporaryFolder());
  const log = createLog("silent");
  const hub = new LocalHub(systemClock, log);
  const config = configWith({ port: 0, data: folder.path, drain: { spread: 0, timeout: 1_000 }, limits });
  const open = () => openPostgres({ url: database.url, migrations: sharedMigrations, epoch: "e1" });
  const start = async (bus: Bus, storage: Storage) => {
    const server = await createServer(config, { log, storage, bus });
    up.defer(() => server.close());
    return server;
  };
  const one = await start(hub.join("n1"), await open());
  const people = await Promise.all(
    ["Ann", "Bob", "Cleo"].map((name) => one.account.addPerson({ name, role: "member" })),
  );
  const tokens = await Promise.all(people.map((id) => one.account.makeToken(id, { name: "t", platform: "other" })));
  const links = new AsyncDisposableStack();
  const connect = async ({ port }: { readonly port: number }, at: number, cursor?: string) =>
    links.use(await WireClient.connect({ url: `http://127.0.0.1:${port}`, token: tokens[at] ?? "", cursor }));
  const hers = await connect(one, 0);
  const made = await hers.ask("group.create", { key: "key-of-the-group", name: "Two", users: people.slice(0, 2) });
  const conv = made.conversation.id;
  const window = new Window();
  const two = await start(window.ears(hub.join("n2")), window.over(await open()));
  const sql = up.use(new SQL(database.url));
  const servers = up.move();
  return {
    ...{ conv, window, two, connect },
    sql,
    say: (key: string) => hers.ask("message.send", { conv, key, kind: "text", body: { text: key } }),
    async [Symbol.asyncDispose]() {
      await links.disposeAsync();
      await servers.disposeAsync();
    },
  };
}

const isEntry = ({ type }: { readonly type: string }): boolean => type === "entry";

test("[SYNC-4] who hears a group cannot be read for a moment: what was said there is heard afterwards, without another word", async () => {
  // nothing is remembered from before its start: the group is read when something is said there
  await using nodes = await twoNodes({ recentChanges: 0 });
  const { conv, window, two, connect, say, sql } = nodes;
  const his = await connect(two, 1);
  window.away = true;
  const first = await say("the-first-one");
  await window.refused;
  const second = await say("the-second-one");
  window.away = false;
  expect([await his.next(isEntry), await his.next(isEntry)]).toMatchObject([first, second]);

  // and their cursor goes on: it does not stay where nobody knew who hears
  const third = await say("the-third-one");
  const { cursor } = (await his.next(isEntry)) as { cursor: string };
  const [row] = await sql<{ pos: string }[]>`
    SELECT pos FROM entries WHERE seq = ${third.seq} AND conv = (SELECT num FROM conversations WHERE id = ${conv})`;
  expect(Number.parseInt(cursor.split(".")[1] ?? "", 36)).toBe(Number(row?.pos));
});

test("[SYNC-3][SYNC-4] a conversation that was read when it was ahead of this node: whoever comes back gets a delta up to its head", async () => {
  await using nodes = await twoNodes();
  const { conv, window, two, connect, say } = nodes;
  const his = await connect(two, 1);
  const { welcome } = his;
  await say("the-first-one");
  await his.next(isEntry);
  his.close();

  // nothing comes here any more, neither by word nor from the store
  window.shut();
  await say("the-second-one");
  // an outsider makes this node read it anew
  const outsider = await connect(two, 2);
  expect(await outsider.request("conversation.get", { conv })).toMatchObject({ name: "not_found" });
  const again = await connect(two, 1, welcome.cursor);
  const delta = await again.next((frame): frame is Delta => frame.type === "delta");
  const found = delta.conversations.find(({ id }) => id === conv);
  expect(found?.entries?.at(-1)?.seq).toBe(found?.head ?? 0);
  window.open();
});
