import { type Client, createClient } from "@skein/client";
import { longPollTransport, sseTransport } from "@skein/client/requests";
import { expect, test } from "bun:test";
import { SpawnedCluster, type TestPerson } from "../../src/index.ts";
import { until } from "./until.ts";

/** Each request goes to another node than the one before; where that node is not there, to the next. */
function roundRobin(urls: readonly string[]): { readonly url: string; stop(): Promise<void> } {
  let turn = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    async fetch({ url, method, body, signal }) {
      const { pathname, search } = new URL(url);
      const text = await new Response(body).text();
      for (let tries = 0; tries < urls.length && !signal.aborted; tries++) {
        const next = urls[turn++ % urls.length] ?? "";
        try {
          const sent = method === "POST" ? text : null;
          const answer = await fetch(next + pathname + search, { method, signal, body: sent });
          return new Response(answer.body, { status: answer.status, headers: answer.headers });
        } catch {
          // not there: the next one
        }
      }
      return new Response("nobody there", { status: 502 });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}

test("[CARRY-8][CARRY-2][CARRY-3] with each request at another of three nodes, one of which is killed, people talk over SSE and long-poll: nothing is lost, doubled or out of order", async () => {
  await using cluster = await SpawnedCluster.start({
    nodes: 3,
    settle: ({ person }) => Promise.all(["Ann", "Bob", "Cleo"].map((name) => person(name))),
  });
  const people = cluster.people as [TestPerson, TestPerson, TestPerson];
  await using up = new AsyncDisposableStack();
  const between = roundRobin(cluster.nodes.map(({ url }) => url));
  up.defer(() => between.stop());
  const ways = [sseTransport, longPollTransport, sseTransport];
  const devices = people.map(({ id, token }, i): Client => {
    const transport = ways[i] ?? sseTransport;
    return up.use(createClient({ url: between.url, user: id, token, transport, wake: () => () => undefined }));
  });
  const online = (): Promise<void> =>
    until(
      () => devices.every((one) => one.connection.get().phase === "online"),
      () => devices.map((one) => one.connection.get().phase).join(),
    );
  await online();
  const { id: group } = await (devices[0] as Client).createGroup({ name: "All", users: people.map(({ id }) => id) });
  await until(
    () => devices.every((one) => one.conversation(group).view.get() !== undefined),
    () => "the group is not known",
  );
  for (const one of devices) up.defer(one.conversation(group).timeline.open());
  const shown = (one: Client): string[] =>
    one
      .conversation(group)
      .timeline.state.get()
      .items.flatMap((item) => (item.kind === "text" && item.state !== "pending" ? [item.body.text] : []));
  const said: string[] = [];
  for (let n = 0; n < 30; n++) {
    if (n === 10) await cluster.nodes[1]?.kill("SIGKILL");
    if (n === 20) await cluster.nodes[1]?.start();
    for (const [i, one] of devices.entries()) {
      one.conversation(group).send({ text: `${i} ${n}` });
      said.push(`${i} ${n}`);
    }
    await until(
      () => devices.every((one) => shown(one).length === said.length),
      () => `${devices.map((one) => shown(one).length).join()} of ${said.length} are shown`,
    );
  }
  await online();
  for (const one of devices) {
    expect(shown(one).toSorted()).toEqual(said.toSorted());
    for (const i of devices.keys()) {
      const of = (all: readonly string[]) => all.filter((text) => text.startsWith(`${i} `));
      expect(of(shown(one))).toEqual(of(said));
    }
    expect((await one.verify(group)).state).not.toBe("different");
  }
}, 120_000);
