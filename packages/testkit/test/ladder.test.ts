import { type Client, createClient, type Transport } from "@skein/client";
import { longPollTransport, sseTransport } from "@skein/client/requests";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { FaultProxy, startServer, temporaryFolder, type TestPerson, type TestServer } from "../src/index.ts";
import { until } from "./cluster/until.ts";

/* The SDK at a real server, through networks that do not let everything through. */

function device(url: string, person: TestPerson, transport?: Transport): Client {
  return createClient({
    url,
    token: person.token,
    user: person.id,
    wake: () => () => undefined,
    ...(transport && { transport }),
  });
}

const online = (client: Client): Promise<void> =>
  until(
    () => client.connection.get().phase === "online",
    () => `it is ${client.connection.get().phase}`,
  );

/** What each of two says arrives at the other, once and in order. */
async function talk(ann: Client, bob: Client, conv: string, meanwhile?: (n: number) => Promise<void>): Promise<void> {
  const ends = [ann, bob].map((one) => one.conversation(conv).timeline.open());
  const said: string[] = [];
  const shown = (one: Client): string[] =>
    one
      .conversation(conv)
      .timeline.state.get()
      .items.flatMap((item) => (item.kind === "text" && item.state !== "pending" ? [item.body.text] : []));
  for (let n = 0; n < 10; n++) {
    await meanwhile?.(n);
    for (const [one, name] of [
      [ann, "ann"],
      [bob, "bob"],
    ] as const) {
      one.conversation(conv).send({ text: `${name} ${n}` });
      said.push(`${name} ${n}`);
    }
    await until(
      () => [ann, bob].every((one) => shown(one).length === said.length),
      () => `${shown(ann).length} and ${shown(bob).length} of ${said.length} are shown`,
    );
  }
  for (const one of [ann, bob]) {
    expect(shown(one).toSorted()).toEqual(said.toSorted());
    for (const name of ["ann", "bob"]) {
      const theirs = shown(one).filter((text) => text.startsWith(name));
      expect(theirs).toEqual(said.filter((text) => text.startsWith(name)));
    }
  }
  for (const end of ends) end();
}

async function carriers({ url }: TestServer): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const rows = [...text.matchAll(/^skein_connections_by_transport\{transport="([^"]+)"\} (\d+)/gm)];
  return Object.fromEntries(rows.map(([, name = "", count]) => [name, Number(count)]));
}

test("[CARRY-9] through a proxy that refuses upgrades two people talk over SSE, and through one that also holds answers back by long-poll", async () => {
  await using server = await startServer();
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const conv = directId(ann.id, bob.id);
  for (const [buffering, carrier] of [
    [false, "sse"],
    [true, "long-poll"],
  ] as const) {
    await using proxy = await FaultProxy.start(server.url, { seed: 1 });
    proxy.refuseUpgrades = 403;
    proxy.buffering = buffering;
    await using hers = device(proxy.url, ann);
    await using his = device(server.url, bob);
    const dials: string[] = [];
    hers.connection.subscribe(() => dials.push(hers.connection.get().phase));
    await online(hers);
    await online(his);
    expect(await carriers(server)).toMatchObject({ websocket: 1, [carrier]: 1 });
    // found within the first dial
    expect(dials).not.toContain("waiting");
    if (!buffering) await talk(hers, his, conv);
  }
}, 60_000);

test.each([
  ["sse", sseTransport],
  ["long-poll", longPollTransport],
] as const)(
  "[CARRY-2][CARRY-3] over %s nothing is lost, doubled or out of order, wherever the network cuts",
  async (carrier, transport) => {
    await using server = await startServer();
    await using proxy = await FaultProxy.start(server.url, { seed: 2 });
    const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
    await using hers = device(proxy.url, ann, transport);
    await using his = device(proxy.url, bob, transport);
    for (const one of [hers, his]) await online(one);
    expect((await carriers(server))[carrier]).toBe(2);
    await talk(hers, his, directId(ann.id, bob.id), (n) => {
      // the next connection at another byte each time, and those that are open now
      proxy.cutAfter(n % 2 ? "down" : "up", 1 + 97 * n, n % 3 ? "rst" : "fin");
      proxy.cut(n % 3 ? "fin" : "rst");
      return Promise.resolve();
    });
    for (const one of [hers, his]) expect((await one.verify(directId(ann.id, bob.id))).state).not.toBe("different");
  },
  60_000,
);

test("[CARRY-11][DRAIN-1] over SSE a restart of the server is come back from, and what was said meanwhile arrives once", async () => {
  const folder = await temporaryFolder();
  await using _folder = folder;
  const settings = { data: folder.path, drain: { spread: 0, timeout: 1_000 } };
  const first = await startServer(settings);
  const [ann, bob] = [await first.person("Ann"), await first.person("Bob")];
  await using proxy = await FaultProxy.start(first.url, { seed: 3 });
  await using hers = device(proxy.url, ann, sseTransport);
  await using his = device(proxy.url, bob, longPollTransport);
  const conv = directId(ann.id, bob.id);
  for (const one of [hers, his]) await online(one);
  const ends = [hers, his].map((one) => one.conversation(conv).timeline.open());
  hers.conversation(conv).send({ text: "before" });
  await first[Symbol.asyncDispose]();
  hers.conversation(conv).send({ text: "meanwhile" });
  await using second = await startServer(settings);
  proxy.target = second.url;
  his.conversation(conv).send({ text: "after" });
  const shown = (one: Client): unknown[] =>
    one
      .conversation(conv)
      .timeline.state.get()
      .items.filter(({ state }) => state !== "pending");
  await until(
    () => [hers, his].every((one) => shown(one).length === 3),
    () => `${shown(hers).length} and ${shown(his).length} are shown`,
  );
  for (const end of ends) end();
}, 60_000);
