import { expect, test } from "bun:test";
import { SQL } from "bun";
import { sharedPostgres, temporaryFolder, WireClient } from "@skein/testkit";
import { LocalHub } from "../src/cluster/local.ts";
import { configWith } from "../src/config.ts";
import { systemClock } from "../src/kit/clock.ts";
import { createLog } from "../src/kit/log.ts";
import { createServer } from "../src/server.ts";
import { sharedMigrations } from "../src/server/store.ts";
import { openPostgres } from "../src/storage/postgres/open.ts";
import type { Storage } from "../src/storage/storage.ts";

/** A store whose conversations cannot be read as long as it is `away`. */
function faulty(storage: Storage): Storage & { away: boolean; refused: Promise<void> } {
  const refused = Promise.withResolvers<void>();
  const self = {
    ...storage,
    away: false,
    refused: refused.promise,
    conversation(id: string) {
      if (!self.away) return storage.conversation(id);
      refused.resolve();
      return Promise.reject(new Error("the store is away"));
    },
  };
  return self;
}

test("[SYNC-4] who hears a group cannot be read for a moment: what was said there is heard afterwards, without another word", async () => {
  await using up = new AsyncDisposableStack();
  const database = up.use(await (await sharedPostgres()).database());
  const folder = up.use(await temporaryFolder());
  const log = createLog("silent");
  const hub = new LocalHub(systemClock, log);
  const config = configWith({ port: 0, data: folder.path, drain: { spread: 0, timeout: 1_000 } });
  const open = () => openPostgres({ url: database.url, migrations: sharedMigrations, epoch: "e1" });
  const start = async (node: string, storage: Storage) => {
    const server = await createServer(config, { log, storage, bus: hub.join(node) });
    up.defer(() => server.close());
    return server;
  };
  const one = await start("n1", await open());
  const people = await Promise.all(["Ann", "Bob"].map((name) => one.account.addPerson({ name, role: "member" })));
  const [ann, bob] = people as [string, string];
  const tokens = await Promise.all(people.map((id) => one.account.makeToken(id, { name: "t", platform: "other" })));
  const connect = ({ port }: { readonly port: number }, at: number) =>
    WireClient.connect({ url: `http://127.0.0.1:${port}`, token: tokens[at] ?? "" });
  using hers = await connect(one, 0);
  const made = await hers.ask("group.create", { key: "key-of-the-group", name: "Two", users: [ann, bob] });
  const conv = made.conversation.id;

  // this node has never seen the group
  const store = faulty(await open());
  const two = await start("n2", store);
  using his = await connect(two, 1);
  store.away = true;
  const say = (key: string) => hers.ask("message.send", { conv, key, kind: "text", body: { text: key } });
  const first = await say("the-first-one");
  await store.refused;
  const second = await say("the-second-one");
  store.away = false;
  const heard = [await his.next(({ type }) => type === "entry"), await his.next(({ type }) => type === "entry")];
  expect(heard).toMatchObject([first, second]);

  // and their cursor goes on: it does not stay where nobody knew who hears
  const third = await say("the-third-one");
  const { cursor } = (await his.next(({ type }) => type === "entry")) as { cursor: string };
  await using sql = new SQL(database.url);
  const [row] = await sql<
    { pos: string }[]
  >`SELECT pos FROM entries WHERE seq = ${third.seq} AND conv = (SELECT num FROM conversations WHERE id = ${conv})`;
  expect(Number.parseInt(cursor.split(".")[1] ?? "", 36)).toBe(Number(row?.pos));
});
