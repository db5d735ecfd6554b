import { expect, test } from "bun:test";
import { CLOSE, type ServerFrame, type Welcome } from "@skein/protocol";
import type { Storage } from "@skein/server";
import { HandClock } from "./fixture/hand-clock.ts";
import { OPCODE, RawSocket } from "./fixture/raw-socket.ts";
import { direct, entryOf, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { faultyStorage } from "./fixture/storage.ts";
import { World } from "./fixture/world.ts";

const isPing = (frame: ServerFrame) => frame.type === "ping";
const BEAT = { interval: 20_000, timeout: 8_000 };
/** The server looks at its links once a second. */
const SLOT = 1_000;

test("[BEAT-1] after so much silence the server asks, and not before", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: BEAT }, { clock });
  const ann = await world.link("ann");
  clock.advance(BEAT.interval - 1);
  await settled(ann);
  expect(ann.frames.filter(isPing)).toEqual([]);
  // a sign of life on the way: the silence begins anew, whenever the server last looked
  clock.advance(0.4 * BEAT.interval);
  await settled(ann);
  clock.advance(BEAT.interval - SLOT);
  await settled(ann);
  expect(ann.frames.filter(isPing)).toEqual([]);
  clock.advance(BEAT.interval - 1);
  await settled(ann);
  expect(ann.frames.filter(isPing)).toEqual([]);
  clock.advance(BEAT.interval + SLOT);
  await ann.next(isPing);
  await settled(ann);
  expect(ann.frames.filter(isPing)).toHaveLength(1);
});

test("[BEAT-3] whoever waits for the answer to their hello is not silent, however long the store takes", async () => {
  const clock = new HandClock();
  await using faulty = await faultyStorage();
  const asked = Promise.withResolvers<void>();
  const storage: Storage = {
    ...faulty.storage,
    list(...args) {
      asked.resolve();
      return faulty.storage.list(...args);
    },
  };
  await using world = await World.start({ heartbeat: BEAT, limits: { recentChanges: 0 } }, { clock, storage });
  const [ann, bob] = await world.links("ann", "bob");
  await ann.ask("message.send", words(direct("ann", "bob"), "1"));
  await settled(bob);
  const { cursor } = await bob.ask("sync.changes", {});
  await ann.ask("message.send", words(direct("ann", "bob"), "2"));
  const answer = faulty.hold("list");
  const back = await world.stranger();
  const welcome = back.hello({ token: world.token("bob"), cursor });
  // his device is known by then: what is waited for is what he missed
  await asked.promise;
  for (const _ of upTo(60)) clock.advance(SLOT);
  answer();
  expect(await welcome).toMatchObject({ resume: "delta" });
  // and from then on it is asked for life like everybody
  for (const _ of upTo(BEAT.interval / SLOT + 1)) clock.advance(SLOT);
  await back.next(isPing);
});

test("[BEAT-2] whatever the client sends is life, also what is refused or means nothing", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: BEAT }, { clock });
  using raw = await RawSocket.hello(world.port, world.token("ann"));
  await raw.message((text) => text.includes('"welcome"'));
  const signs: readonly (() => void)[] = [
    () => raw.say('{"type":"pong"}'),
    () => raw.say("nonsense"),
    () => raw.frame(OPCODE.binary, Buffer.from([1])),
    () => raw.say('{"type":"no.such","id":5}'),
  ];
  for (const [at, sign] of signs.entries()) {
    clock.advance(BEAT.interval - SLOT);
    sign();
    // the sign has arrived once what was sent after it is answered
    raw.say(`{"type":"server.info","id":${100 + at}}`);
    await raw.message((text) => text.includes(`"id":${100 + at}`));
  }
  expect(raw.messages.filter((text) => text.includes('"ping"'))).toEqual([]);
  clock.advance(BEAT.interval + SLOT);
  await raw.message((text) => text.includes('"ping"'));
});

test("[BEAT-2] each sign of life alone answers a ping", async () => {
  const signs: readonly ((raw: RawSocket) => void)[] = [
    (raw) => raw.say('{"type":"pong"}'),
    (raw) => raw.say("nonsense"),
    (raw) => raw.say('{"type":"no.such","id":5}'),
    (raw) => raw.say('{"type":"account.get","id":5}'),
    (raw) => raw.frame(OPCODE.binary, Buffer.from([1])),
  ];
  for (const sign of signs) {
    const clock = new HandClock();
    await using world = await World.start({ heartbeat: BEAT }, { clock });
    using raw = await RawSocket.hello(world.port, world.token("ann"));
    await raw.message((text) => text.includes('"welcome"'));
    clock.advance(BEAT.interval + SLOT);
    await raw.message((text) => text.includes('"ping"'));
    clock.advance(SLOT);
    // a pong is answered by nothing: that it came is seen by when the link was last heard of
    const heard = () => world.server.hub.of("ann").some((link) => "heard" in link && link.heard === clock.now());
    sign(raw);
    while (!heard()) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(BEAT.timeout + SLOT);
    expect(await raw.handled(77)).toBe(true);
  }
});

test("[BEAT-3] who does not answer is closed in its time and not before; who does stays", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: BEAT }, { clock });
  const [ann, bob] = await world.links("ann", "bob");
  ann.lively = false;
  clock.advance(BEAT.interval + SLOT);
  await Promise.all([ann.next(isPing), bob.next(isPing)]);
  await settled(bob);
  clock.advance(BEAT.timeout - SLOT - 1);
  await settled(bob);
  const closed = { code: 0 };
  ann.closed.then(
    ({ code }) => (closed.code = code),
    () => expect.unreachable(),
  );
  // its link still carries what is said to it
  await bob.ask("message.send", words(direct("ann", "bob"), "are you there?"));
  await ann.next(entryOf(direct("ann", "bob")));
  expect(closed.code).toBe(0);
  clock.advance(2 * SLOT);
  expect((await ann.closed).code).toBe(CLOSE.silent.code);
  await settled(bob);
});

test("[BEAT-4] a client's ping is answered, and counts to the limits like any frame", async () => {
  await using world = await World.start({ limits: { linkRate: { rate: 1, burst: 5 } } });
  using raw = await RawSocket.hello(world.port, world.token("ann"));
  raw.say('{"type":"ping"}');
  await raw.message((text) => text.includes('"pong"'));
  for (let asked = 0; asked < 10; asked += 1) raw.say('{"type":"ping"}');
  await raw.message((text) => text.includes('"rate_limited"'));
});

test("[BEAT-5] who asks by itself is asked only after the silence that its hello named, and is told so", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: BEAT }, { clock });
  const own = 300_000;
  using raw = await RawSocket.ask(world.port);
  raw.say(JSON.stringify({ type: "hello", token: world.token("ann"), heartbeat: own }));
  const welcome = JSON.parse((await raw.message((text) => text.includes('"welcome"'))).split("\n")[0] ?? "") as Welcome;
  expect(welcome.heartbeat).toEqual({ interval: own, timeout: BEAT.timeout });
  for (let passed = 0; passed < own - 20 * SLOT; passed += 10 * SLOT) clock.advance(10 * SLOT);
  expect(await raw.handled(1)).toBe(true);
  expect(raw.messages.filter((text) => text.includes('"ping"'))).toEqual([]);
  for (let passed = 0; passed < own + 30 * SLOT; passed += 10 * SLOT) clock.advance(10 * SLOT);
  await raw.message((text) => text.includes('"ping"'));
  using short = await RawSocket.ask(world.port);
  short.say(JSON.stringify({ type: "hello", token: world.token("ann"), heartbeat: 9_999 }));
  await short.message((text) => text.includes('"/heartbeat"'));
});

test("[DRAIN-1] a server that shuts down tells each client its time, finishes what was begun, and closes", async () => {
  const spread = 4_000;
  await using world = await World.start({ drain: { spread, timeout: 5_000 } });
  const people = upTo(20).map((n) => `p${n}`);
  const links = await world.links(...people);
  const begun = links.map((link, at) =>
    Promise.all(upTo(10).map((n) => link.ask("message.send", words(direct(people[at] ?? "", "p1"), `${n}`)))),
  );
  // begun means: the server has it. Requests of one link are begun in order, so the last one's neighbour tells of all
  await Promise.all(links.map((link) => link.ask("server.info", {})));
  const down = world.stop();
  const kept = (await Promise.all(begun)).flat();
  expect(kept).toHaveLength(200);
  const codes = await Promise.all(links.map(async (link) => (await link.closed).code));
  expect(new Set(codes)).toEqual(new Set([CLOSE.drain.code]));
  const afters = links.map((link) => link.frames.filter((frame) => frame.type === "drain").map(({ after }) => after));
  for (const after of afters) expect(after).toHaveLength(1);
  const waits = afters.flat().toSorted((a, b) => a - b);
  for (const wait of waits) expect(wait).toBeWithin(0, spread + 1);
  // spread: no tenth of the time gets more than its share of them, give or take one
  for (const at of upTo(10))
    expect(
      waits.filter((wait) => wait > ((at - 1) * spread) / 10 && wait <= (at * spread) / 10).length,
    ).toBeLessThanOrEqual(3);
  await down;
  await world.restart();
  const back = await world.link("p1");
  expect(await wholeLog(back, direct("p1", "p1"))).toHaveLength(10);
});

test("[DRAIN-1] whoever comes while it shuts down is sent away", async () => {
  await using world = await World.start({ drain: { spread: 0, timeout: 5_000 } });
  const ann = await world.link("ann");
  const down = world.stop();
  const came = await RawSocket.ask(world.port).then(
    (raw) => raw.answer.status,
    () => "refused",
  );
  expect([503, "refused"]).toContain(came);
  expect((await ann.closed).code).toBe(CLOSE.drain.code);
  await down;
  await world.restart();
});

/** Texts that fill what waits for one link soon. */
const LARGE = "x".repeat(10_000);

test("[SLOW-1][SLOW-2] a reader that stops is cut off at the bound, nobody waits for it, and resuming repairs all", async () => {
  const bound = 262_144;
  await using world = await World.alone({ limits: { outboxBytes: bound } });
  const ann = await world.link("ann");
  const conv = direct("ann", "bob");
  const token = world.token("bob");
  const good = await world.link("bob");
  await ann.ask("message.send", words(conv, "first"));
  const cursor = (await good.ask("sync.changes", {})).cursor;
  using slow = await RawSocket.hello(world.port, token);
  await slow.message((text) => text.includes('"welcome"'));
  slow.stopReading();
  // the kernels on the way take some MB before anything waits in the server
  let sent = 1;
  for (; sent < 4_000 && world.server.hub.of("bob").length > 1; sent++)
    await ann.ask("message.send", words(conv, LARGE));
  expect(world.server.hub.of("bob")).toHaveLength(1);
  // whoever reads has all of it already
  await good.next(entryOf(conv, sent));
  slow.readAgain();
  await slow.ended;
  expect(slow.closeCode ?? CLOSE.slow.code).toBe(CLOSE.slow.code);
  const back = await world.link("bob", { token, cursor });
  expect(back.welcome.resume).toBe("delta");
  const delta = await back.next((frame) => frame.type === "delta");
  const [changed] = delta.type === "delta" ? delta.conversations : [];
  expect(changed).toMatchObject({ id: conv, head: sent, count: sent, unread: sent });
  const seqs = changed?.entries?.map(({ seq }) => seq) ?? [];
  expect(seqs).toEqual(upTo(sent).slice(-seqs.length));
  expect((await wholeLog(back, conv, 20)).map(({ seq }) => seq)).toEqual(upTo(sent));
});

test("[SLOW-1] a reader that never reads again leaves nothing behind: its socket ends in the server too", async () => {
  await using world = await World.start({ limits: { outboxBytes: 65_536 } });
  const [ann] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const dead = await Promise.all(upTo(3).map(() => RawSocket.hello(world.port, world.token("bob"))));
  for (const raw of dead) {
    await raw.message((text) => text.includes('"welcome"'));
    raw.stopReading();
  }
  for (let sent = 0; sent < 4_000 && world.server.hub.of("bob").length > 1; sent++)
    await ann.ask("message.send", words(conv, LARGE));
  expect(world.server.hub.of("bob")).toHaveLength(1);
  // a paused socket is told of an end of the connection only once it reads, but writing to one that is gone is an error
  const gone = dead.map(async (raw) => {
    while (!raw.socket.destroyed) {
      raw.socket.write("x");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await Promise.all(gone);
  await settled(ann);
}, 20_000);

test("[SLOW-2] a delta larger than what may wait for a link does not cut off whom it should repair", async () => {
  await using world = await World.start({ limits: { outboxBytes: 65_536 } });
  const ann = await world.link("ann");
  const bob = await world.link("bob");
  const { cursor } = bob.welcome;
  bob.close();
  const conv = direct("ann", "bob");
  for (const n of upTo(40)) await ann.ask("message.send", words(conv, `${n} ${LARGE.slice(10)}`));
  const back = await world.link("bob", { cursor });
  expect(back.welcome.resume).toBe("delta");
  const delta = await back.next((frame) => frame.type === "delta");
  expect(delta).toMatchObject({ conversations: [{ id: conv, head: 40, unread: 40 }] });
  expect(await outcome(back.ask("account.get", {}))).toBe("ok");
  expect(await wholeLog(back, conv, 3)).toHaveLength(40);
});
