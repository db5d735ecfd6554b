import { expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import { sharedPostgres, temporaryFolder, WireClient } from "@skein/testkit";
import { LocalHub } from "../src/cluster/local.ts";
import { configWith } from "../src/config.ts";
import { systemClock } from "../src/kit/clock.ts";
import { createLog } from "../src/kit/log.ts";
import { createServer } from "../src/server.ts";
import { sharedMigrations } from "../src/server/store.ts";
import { openPostgres } from "../src/storage/postgres/open.ts";

/** Two nodes on one PostgreSQL, and a bus between them. */
async function twoNodes() {
  await using up = new AsyncDisposableStack();
  const database = up.use(await (await sharedPostgres()).database());
  const folder = up.use(await temporaryFolder());
  const log = createLog("silent");
  const hub = new LocalHub(systemClock, log);
  const config = configWith({ port: 0, data: folder.path, trace: { sample: 1 }, drain: { spread: 0, timeout: 1_000 } });
  const start = async (node: string) => {
    const storage = await openPostgres({ url: database.url, migrations: sharedMigrations, epoch: "e1" });
    const server = await createServer(config, { log, storage, bus: hub.join(node) });
    up.defer(() => server.close());
    return server;
  };
  return { one: await start("n1"), two: await start("n2"), rest: up.move() };
}

const connect = ({ port }: { readonly port: number }, token: string) =>
  WireClient.connect({ url: `http://127.0.0.1:${port}`, token });

test("[TRACE-1][TRACE-7] a message's way over two nodes, from the one that wrote it to the one that its reader is on", async () => {
  const { one, two, rest } = await twoNodes();
  await using _ = rest;
  const { account } = one;
  const [ann, bob] = [
    await account.addPerson({ name: "Ann", role: "member" }),
    await account.addPerson({ name: "Bob", role: "member" }),
  ];
  using hers = await connect(one, await account.makeToken(ann, { name: "Ann's phone", platform: "other" }));
  using his = await connect(two, await account.makeToken(bob, { name: "Bob's laptop", platform: "other" }));
  const conv = directId(ann, bob);
  const message = { conv, key: "over-two-nodes", kind: "text" as const, body: { text: "not to be told" } };
  const { seq } = await hers.ask("message.send", message);
  await his.next((frame) => frame.type === "entry" && frame.seq === seq);
  await his.ask("conversation.mark", { marks: [{ conv, read: seq }] });
  // the mark has come to the first node, so that node knows of it too
  await hers.next((frame) => frame.type === "event" && frame.name === "mark" && frame.data.user === bob);

  for (const server of [one, two]) {
    const { messages, nodes, names } = await server.trace.trace({ conv, seq });
    const [found] = messages;
    const steps = found?.hops.map(({ node, name, user = "" }) => `${node} ${name} ${names[user] ?? ""}`.trim()) ?? [];
    // chance: which of them sees a mark first, and whether a look at the store was sooner than the word
    const known = steps
      .map((step) => step.replace(/^n[12] (read|delivered)/, "$1"))
      .filter((step) => step !== "n2 fetched");
    const way = ["n1 accepted Ann", "n1 committed", "n1 published", "n1 written Ann", "n2 heard", "n2 written Bob"];
    expect(known.toSorted()).toEqual(["delivered Bob", ...way, "read Bob"]);
    expect(nodes.map(({ node }) => node).toSorted()).toEqual(["n1", "n2"]);
    expect(found?.log?.people).toEqual([{ user: bob, reached: "read" }]);
    expect(names[his.welcome.session]).toBe("Bob's laptop");
    expect(JSON.stringify(messages)).not.toContain("not to be told");
  }
  const byKey = await two.trace.trace({ key: "over-two-nodes" });
  expect(byKey.messages).toMatchObject([{ conv, seq, log: { at: expect.any(Number) as number } }]);
});
