import { expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import { startCore, type SimWorld, type TestPerson, type WireClient, WireFault } from "@skein/testkit";
import type { Hop, HopName } from "../src/flight/flight.ts";

const RECORD_ALL = { trace: { sample: 1 } };
const SECRET = "nobody may find this in a trace";

/** Ann and Bob, who are connected, on a server with these settings. */
async function talk(config: Parameters<typeof startCore>[0] = { config: RECORD_ALL }) {
  const world = await startCore(config);
  const ann = await world.server.person("Ann");
  const bob = await world.server.person("Bob");
  const conv = directId(ann.id, bob.id);
  return { world, ann, bob, conv, wire: await world.connect("ann", ann.token) };
}

async function say(world: SimWorld, wire: WireClient, conv: string, key: string, text = SECRET): Promise<number> {
  const message = { conv, key, kind: "text" as const, body: { text } };
  return (await world.clock.settle(wire.ask("message.send", message))).seq;
}

/** What became of a command, in one word. */
async function outcome(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return "ok";
  } catch (fault) {
    if (fault instanceof WireFault) return fault.error;
    throw fault;
  }
}

async function hopsOf(world: SimWorld, conv: string, seq: number): Promise<readonly Hop[]> {
  const { messages } = await world.clock.settle(world.server.core.trace.trace({ conv, seq }));
  expect(messages).toHaveLength(1);
  return messages[0]?.hops ?? [];
}

const names = (hops: readonly Hop[]): HopName[] => hops.map(({ name }) => name);

const of = (hops: readonly Hop[], { id }: TestPerson) => hops.filter(({ user }) => user === id);

test("[TRACE-1] a message's way from one person to another, from accepted to read", async () => {
  const { world, ann, bob, conv, wire } = await talk({ config: RECORD_ALL, storageDelay: 20 });
  await using _ = world;
  const theirs = await world.connect("bob", bob.token);
  const seq = await say(world, wire, conv, "key-of-the-first");
  await world.clock.settle(theirs.ask("conversation.mark", { marks: [{ conv, delivered: seq }] }));
  await world.clock.advance(1_000);
  await world.clock.settle(theirs.ask("conversation.mark", { marks: [{ conv, read: seq }] }));

  const hops = await hopsOf(world, conv, seq);
  expect(names(hops)).toEqual(["accepted", "committed", "written", "written", "delivered", "read"]);
  expect(hops.map(({ at }) => at)).toEqual(hops.map(({ at }) => at).toSorted((a, b) => a - b));
  const [accepted, committed, , , delivered, read] = hops;
  expect(accepted).toMatchObject({ user: ann.id, transport: "websocket", device: wire.welcome.session });
  expect(committed).toMatchObject({ batch: 1 });
  expect(committed?.took).toBeWithin(0, (committed?.at ?? 0) - (accepted?.at ?? 0) + 1);
  expect(of(hops, ann).map(({ name }) => name)).toEqual(["accepted", "written"]);
  expect(of(hops, bob).map(({ name }) => name)).toEqual(["written", "delivered", "read"]);
  expect((read?.at ?? 0) - (delivered?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test("[TRACE-1] to somebody who is away: no connection, and who came back brought it along", async () => {
  const { world, bob, conv, wire } = await talk();
  await using _ = world;
  const before = await world.connect("bob", bob.token);
  await say(world, wire, conv, "while-here");
  const cursor = (await world.clock.settle(before.next((frame) => frame.type === "entry"))).cursor;
  before.close();
  await world.clock.advance(1_000);
  const seq = await say(world, wire, conv, "while-away");
  expect((await hopsOf(world, conv, seq)).find(({ name }) => name === "away")?.users).toEqual([bob.id]);
  await world.connect("bob", bob.token, cursor);
  expect(of(await hopsOf(world, conv, seq), bob)).toMatchObject([{ name: "resumed" }]);
});

test("[TRACE-2] a slow reader: what waits is told as waiting, and as dropped once the reader is cut off", async () => {
  const { world, bob, conv, wire } = await talk({
    config: { ...RECORD_ALL, limits: { outboxBytes: 65_536, linkRate: { rate: 1_000, burst: 1_000 } } },
  });
  await using _ = world;
  const theirs = await world.connect("bob", bob.token);
  world.network.cable("bob").throttle(0.001);
  const first = await say(world, wire, conv, "the-first-one", "x".repeat(4_000));
  const second = await say(world, wire, conv, "the-second-one", "x".repeat(4_000));
  expect(of(await hopsOf(world, conv, first), bob)).toMatchObject([{ name: "behind" }]);
  expect(of(await hopsOf(world, conv, second), bob)).toMatchObject([{ name: "waiting" }]);
  let last = second;
  while (world.server.core.hub.isHere(bob.id))
    last = await say(world, wire, conv, `more-and-more-${last}`, "x".repeat(4_000));
  expect(of(await hopsOf(world, conv, second), bob)).toMatchObject([{ name: "slow", device: theirs.welcome.session }]);
  expect(of(await hopsOf(world, conv, last), bob)).toMatchObject([{ name: "slow" }]);
});

test("[TRACE-2] a connection that ended before the message could be written to it", async () => {
  const { world, bob, conv, wire } = await talk();
  await using _ = world;
  await world.connect("bob", bob.token);
  world.network.cable("bob").throttle(0.001);
  await say(world, wire, conv, "fills-the-way");
  const seq = await say(world, wire, conv, "waits-behind");
  world.network.cable("bob").cut();
  await world.clock.advance(1_000);
  expect(of(await hopsOf(world, conv, seq), bob)).toMatchObject([{ name: "gone" }]);
});

test("[TRACE-3] what was refused is recorded with its error, also where no message is", async () => {
  const { world, ann, conv, wire } = await talk({ config: { trace: { sample: 0 } } });
  await using _ = world;
  const nowhere = directId("somebody", "else");
  expect(await outcome(say(world, wire, nowhere, "to-strangers"))).toBe("not_found");
  await say(world, wire, conv, "used-twice", "once");
  expect(await outcome(say(world, wire, conv, "used-twice", "and once more"))).toBe("key_reused");
  const dull = { conv, kind: "text" as const, body: { text: "" } };
  expect(await outcome(world.clock.settle(wire.ask("message.send", { ...dull, key: "nothing-said" })))).toBe("invalid");
  expect(await outcome(world.clock.settle(wire.ask("message.send", { ...dull, key: "no key" })))).toBe("invalid");
  const { trace } = world.server.core;
  expect((await trace.trace({ key: "nothing-said" })).messages).toMatchObject([
    { conv, hops: [{ name: "refused", error: "invalid" }] },
  ]);
  // what is no key is not kept
  expect((await trace.trace({ key: "no key" })).messages).toEqual([]);
  expect((await trace.trace({ key: "to-strangers" })).messages).toMatchObject([
    { conv: nowhere, hops: [{ name: "refused", error: "not_found", user: ann.id }] },
  ]);
  const [twice] = (await trace.trace({ conv, seq: 1 })).messages;
  expect(twice).toMatchObject({ log: { seq: 1 }, hops: [{ name: "refused", error: "key_reused" }] });
});

test("[TRACE-3] whoever asks too much is refused, and that is recorded, with what became of the message later", async () => {
  const personRate = { rate: 1, burst: 2 };
  const { world, conv, wire } = await talk({ config: { ...RECORD_ALL, limits: { personRate } } });
  await using _ = world;
  await say(world, wire, conv, "the-first-one");
  await say(world, wire, conv, "the-second-one");
  expect(await outcome(say(world, wire, conv, "one-too-many"))).toBe("rate_limited");
  await world.clock.advance(2_000);
  const seq = await say(world, wire, conv, "one-too-many");
  const hops = await hopsOf(world, conv, seq);
  expect(names(hops).slice(0, 3)).toEqual(["refused", "accepted", "committed"]);
  expect(hops[0]).toMatchObject({ error: "rate_limited", transport: "websocket" });
});

test("[TRACE-1] sent again with its key: the answer is the first one, and that is told", async () => {
  const { world, conv, wire } = await talk();
  await using _ = world;
  const seq = await say(world, wire, conv, "said-twice");
  expect(await say(world, wire, conv, "said-twice")).toBe(seq);
  const seen = names(await hopsOf(world, conv, seq)).filter((name) => name !== "away" && name !== "written");
  expect(seen).toEqual(["accepted", "committed", "accepted", "repeated"]);
});

test("[TRACE-5] while somebody is watched all of theirs is recorded, said and heard; then nothing more", async () => {
  const { world, bob, conv, wire } = await talk({ config: { trace: { sample: 0 } } });
  await using _ = world;
  const eve = await world.server.person("Eve");
  const { trace } = world.server.core;
  const create = { key: "a-group-of-us", name: "us", users: [bob.id, eve.id] };
  const group = (await world.clock.settle(wire.ask("group.create", create))).conversation.id;
  expect(await hopsOf(world, conv, await say(world, wire, conv, "not-watched"))).toEqual([]);
  expect(await trace.watch(bob.id, 60_000)).toEqual(["alone"]);
  for (const to of [conv, group])
    expect(names(await hopsOf(world, to, await say(world, wire, to, "to-who-is-watched")))).toContain("accepted");
  await world.clock.advance(60_000);
  const later = await say(world, wire, conv, "no-more-watched");
  expect(await hopsOf(world, conv, later)).toEqual([]);
  expect(await trace.watch(group, 60_000)).toEqual(["alone"]);
  expect(names(await hopsOf(world, group, await say(world, wire, group, "in-that-group")))).toContain("committed");
});

test("[TRACE-8] of a message that nobody recorded the log is asked, by its place or its key", async () => {
  const { world, ann, bob, conv, wire } = await talk({ config: { trace: { sample: 0 } } });
  await using _ = world;
  const seq = await say(world, wire, conv, "only-in-the-log");
  const { trace } = world.server.core;
  const log = { conv, seq, from: ann.id, key: "only-in-the-log", kind: "text", more: 0 };
  const expected = {
    messages: [{ conv, seq, hops: [], log: { ...log, people: [{ user: bob.id, reached: "neither" }] } }],
  };
  expect(await trace.trace({ conv, seq })).toMatchObject(expected);
  expect(await trace.trace({ key: "only-in-the-log" })).toMatchObject(expected);
  const theirs = await world.connect("bob", bob.token);
  await world.clock.settle(theirs.ask("conversation.mark", { marks: [{ conv, read: seq }] }));
  expect((await trace.trace({ conv, seq })).messages[0]?.log?.people).toEqual([{ user: bob.id, reached: "read" }]);
  expect((await trace.trace({ conv, seq: seq + 1 })).messages).toEqual([]);
  expect((await trace.trace({ key: "never-used-at-all" })).messages).toEqual([]);
});

test("[TRACE-9] neither what is said nor a token is in an answer, and people and devices have names", async () => {
  const { world, ann, bob, conv, wire } = await talk();
  await using _ = world;
  await world.connect("bob", bob.token);
  const seq = await say(world, wire, conv, "a-secret-one");
  const report = await world.server.core.trace.trace({ conv, seq });
  const text = JSON.stringify(report);
  for (const secret of [SECRET, ann.token, bob.token]) expect(text).not.toContain(secret);
  expect(report.names).toMatchObject({ [ann.id]: "Ann", [bob.id]: "Bob", [wire.welcome.session]: "test" });
});

test("[TRACE-1] in a large group a message that waited for its window is written after it", async () => {
  const { world, ann, wire } = await talk();
  await using _ = world;
  for (let n = 0; n < 64; n++) await world.connect(`device-${n}`, await world.server.device(ann.id, `device ${n}`));
  const create = { key: "a-large-group", name: "many", users: [] };
  const group = (await world.clock.settle(wire.ask("group.create", create))).conversation.id;
  const first = await say(world, wire, group, "leaves-at-once");
  const second = await say(world, wire, group, "waits-for-it");
  await world.clock.advance(1_000);
  const written = async (seq: number) => (await hopsOf(world, group, seq)).filter(({ name }) => name === "written");
  expect(await written(first)).toHaveLength(65);
  expect(await written(second)).toHaveLength(65);
});
