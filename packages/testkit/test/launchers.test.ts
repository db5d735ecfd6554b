import { directId, type ServerFrame } from "@skein/protocol";
import { expect, test } from "bun:test";
import { startCore, startServer, type WireClient } from "../src/index.ts";

const entry = (seq: number) => (frame: ServerFrame) => frame.type === "entry" && frame.seq === seq;

function hi(conv: string, n: number) {
  return { conv, key: `key-000000${n}`, kind: "text", body: { text: `hi ${n}` } } as const;
}

/** Two people say something to each other; returns what the second one heard. */
async function talk(ann: WireClient, bob: WireClient, conv: string): Promise<ServerFrame[]> {
  await ann.ask("message.send", hi(conv, 1));
  await bob.ask("message.send", hi(conv, 2));
  return [await bob.next(entry(1)), await bob.next(entry(2))];
}

test("a real server on loopback serves two people by hand, and is gone afterwards", async () => {
  let url: string;
  {
    await using server = await startServer();
    ({ url } = server);
    const ann = await server.person("Ann");
    const bob = await server.person("Bob");
    using one = await server.connect(ann.token);
    using other = await server.connect(bob.token);
    const heard = await talk(one, other, directId(ann.id, bob.id));
    expect(heard).toMatchObject([{ body: { text: "hi 1" } }, { body: { text: "hi 2" } }]);
  }
  expect(await fetch(url).catch(() => "refused")).toBe("refused");
});

test("the core on virtual time serves the same talk, and the same seed gives the same run to the letter", async () => {
  const run = async (seed: number): Promise<string> => {
    await using world = await startCore({ seed });
    const { clock, server, trace } = world;
    const ann = await server.person("Ann");
    const bob = await server.person("Bob");
    const one = await world.connect("ann's phone", ann.token);
    const other = await world.connect("bob's phone", bob.token);
    const heard = await clock.settle(talk(one, other, directId(ann.id, bob.id)));
    expect(heard).toMatchObject([{ body: { text: "hi 1" } }, { body: { text: "hi 2" } }]);
    await clock.advance(60_000);
    return trace.digest;
  };
  const digest = await run(7);
  expect(await run(7)).toBe(digest);
  expect(await run(8)).not.toBe(digest);
});

test("a server on virtual time dies before or after its commit, and knows afterwards what was on disk", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const { id, token } = await server.person("Ann");
  const conv = directId(id, id);
  const kept: number[] = [];
  for (const fault of ["lost", "unanswered"] as const) {
    const ann = await world.connect("phone", token);
    server.dieAtCommit(fault);
    const answer = ann.ask("message.send", hi(conv, 1)).catch(String);
    expect(await clock.settle(answer)).toContain("1006");
    expect(server.running).toBe(false);
    await server.restart();
    const { entries } = await server.storage.page(conv, { limit: 10 });
    kept.push(entries.length);
  }
  expect(kept).toEqual([0, 1]);
});

test("a store that takes nothing is told as unavailable, once", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const { id, token } = await server.person("Ann");
  const ann = await world.connect("phone", token);
  const conv = directId(id, id);
  server.storage.next = "refused";
  expect(await clock.settle(ann.request("message.send", hi(conv, 1)))).toMatchObject({ name: "unavailable" });
  expect(await clock.settle(ann.ask("message.send", hi(conv, 1)))).toMatchObject({ seq: 1 });
});
