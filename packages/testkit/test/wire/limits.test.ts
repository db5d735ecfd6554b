import { expect, test } from "bun:test";
import { CLOSE, LIMITS } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { RawSocket } from "./fixture/raw-socket.ts";
import { direct, groupOf, heard, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

test("[LIMIT-1] what is above the rate of a link is refused with the time to wait, and not carried out", async () => {
  const clock = new HandClock();
  await using world = await World.start({ limits: { linkRate: { rate: 10, burst: 30 } } }, { clock });
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const answers = await Promise.all(upTo(50).map((n) => ann.request("message.send", words(conv, `${n}`))));
  expect(answers.map(({ type }) => type)).toEqual(upTo(50).map((n) => (n <= 30 ? "ok" : "error")));
  for (const answer of answers.slice(30))
    expect(answer).toMatchObject({ name: "rate_limited", retry: "later", after: 100 });
  expect(await wholeLog(bob, conv)).toHaveLength(30);
  clock.advance(100);
  expect((await ann.request("message.send", words(conv, "one more"))).type).toBe("ok");
  expect((await ann.request("message.send", words(conv, "two more"))).type).toBe("error");
  // what was refused can be sent later with the same key
  const late = words(conv, "late");
  expect(await outcome(ann.ask("message.send", late))).toBe("rate_limited");
  clock.advance(100);
  expect(await ann.ask("message.send", late)).toMatchObject({ seq: 32 });
});

test("[LIMIT-1] the rate of a person is one over all of their links and over HTTP, and nobody else's", async () => {
  const clock = new HandClock();
  await using world = await World.start({ limits: { personRate: { rate: 10, burst: 40 } } }, { clock });
  const [ann, bob] = await world.links("ann", "bob");
  const anns = [ann, ...(await world.links("ann", "ann"))];
  const conv = direct("ann", "bob");
  const sends = anns.flatMap((link) => upTo(20).map((n) => link.request("message.send", words(conv, `${n}`))));
  const answers = await Promise.all(sends);
  expect(answers.filter((answer) => answer.type === "ok")).toHaveLength(40);
  const overHttp = await world.post("message.send", words(conv, "x"), {
    Authorization: `Bearer ${world.token("ann")}`,
  });
  expect(overHttp.status).toBe(429);
  expect(await wholeLog(bob, conv)).toHaveLength(40);
});

test("[LIMIT-1] a larger request costs more", async () => {
  await using world = await World.start({ limits: { personRate: { rate: 1, burst: 20 } } }, { clock: new HandClock() });
  const ann = await world.link("ann");
  expect(await outcome(groupOf(ann, []))).toBe("ok");
  expect(await outcome(groupOf(ann, []))).toBe("ok");
  expect(await outcome(groupOf(ann, []))).toBe("rate_limited");
});

test("[LIMIT-2] a link that goes on far above its rate is closed with 4003, by whatever it sends", async () => {
  const floods: readonly string[] = [
    '{"type":"account.get","id":1}',
    '{"type":"pong"}',
    "nonsense",
    '{"type":"account.get"}',
  ];
  for (const frame of floods) {
    await using world = await World.start(
      { limits: { linkRate: { rate: 10, burst: 20 }, patience: { rate: 5, burst: 10 } } },
      { clock: new HandClock() },
    );
    const [ann, bob] = await world.links("ann", "bob");
    const phone = await world.link("ann");
    for (const _ of upTo(20)) ann.write(frame);
    for (const _ of upTo(20)) ann.write([frame, frame, frame].join("\n"));
    expect({ frame, code: (await ann.closed).code }).toEqual({ frame, code: CLOSE.flood.code });
    await settled(bob, phone);
  }
});

test("[LIMIT-2] one that only goes a little above it now and then stays", async () => {
  const clock = new HandClock();
  await using world = await World.start(
    { limits: { linkRate: { rate: 10, burst: 20 }, patience: { rate: 5, burst: 10 } } },
    { clock },
  );
  const ann = await world.link("ann");
  for (const _ of upTo(20)) {
    await Promise.all(upTo(14).map(() => ann.request("account.get", {})));
    clock.advance(1_000);
  }
  expect(await outcome(ann.ask("account.get", {}))).toBe("ok");
});

test("[LIMIT-3] ten thousand frames in no time from one person's links do not keep others from talking", async () => {
  await using world = await World.start({
    limits: { linkRate: { rate: 50, burst: 200 }, patience: { rate: 20, burst: 400 } },
  });
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const burst = upTo(100).map((n) => `{"type":"conversation.list","id":${n},"params":{}}`);
  let flooded = 0;
  let said = 0;
  const goesOn = (): boolean => flooded < 10_000 || said < 40;
  const flood = async (): Promise<void> => {
    while (goesOn()) {
      using raw = await RawSocket.hello(world.port, world.token("eve"));
      for (; !raw.socket.closed; flooded += burst.length) {
        for (const frame of burst) raw.say(frame);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(raw.closeCode ?? CLOSE.flood.code).toBe(CLOSE.flood.code);
    }
  };
  const flooding = flood();
  let slowest = 0;
  for (; goesOn(); said++) {
    const begun = performance.now();
    await ann.ask("message.send", words(conv, `${said + 1}`));
    await settled(bob);
    slowest = Math.max(slowest, performance.now() - begun);
  }
  await flooding;
  expect(heard(bob, conv).map(({ seq }) => seq)).toEqual(upTo(said));
  // no answer took as long as a person would notice, on whatever machine: usually it is some ms
  expect(slowest).toBeLessThan(2_000);
}, 30_000);

test("[LIMIT-4] links without a hello are bounded for each address; others and those who are in go on", async () => {
  const clock = new HandClock();
  await using world = await World.start({ limits: { unprovenPerAddress: 20 } }, { clock });
  const [ann, bob] = await world.links("ann", "bob");
  const open = [];
  for (const _ of upTo(20)) open.push(await RawSocket.ask(world.port));
  expect(open.map(({ answer }) => answer.status)).toEqual(upTo(20).map(() => 101));
  using refused = await RawSocket.ask(world.port);
  expect(refused.answer.status).toBe(503);
  expect(Number(refused.answer.headers.get("retry-after"))).toBeGreaterThan(0);
  // somebody elsewhere is not concerned
  using elsewhere = await RawSocket.ask(world.port, {}, "127.0.0.2");
  expect(elsewhere.answer.status).toBe(101);
  expect(await ann.ask("message.send", words(direct("ann", "bob"), "still here"))).toMatchObject({ seq: 1 });
  await settled(bob);
  // one that says hello makes room for one, and so does one that goes
  open[0]?.say(JSON.stringify({ type: "hello", token: world.token("eve") }));
  await open[0]?.message((text) => text.includes('"welcome"'));
  using next = await RawSocket.ask(world.port);
  expect(next.answer.status).toBe(101);
  open[1]?.[Symbol.dispose]();
  for (let status = 503; status !== 101; ) {
    const raw = await RawSocket.ask(world.port);
    status = raw.answer.status;
    open.push(raw);
  }
  // and in time all of them do
  clock.advance(LIMITS.hello);
  await Promise.all(open.slice(1).map((raw) => raw.ended));
  for (const raw of [...open, next]) raw[Symbol.dispose]();
  await world.link("kim");
});

test("[LIMIT-4] a thousand connections that say nothing at all keep nobody out", async () => {
  await using world = await World.alone({ limits: { unprovenPerAddress: 100 } });
  const silent: RawSocket[] = [];
  for (const n of upTo(1_000)) {
    const raw = await RawSocket.dial(world.port, `127.0.1.${(n % 200) + 1}`);
    // some begin a request and leave it at that
    if (n % 3 === 0) raw.socket.write("GET /v1/socket HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    silent.push(raw);
  }
  // and a thousand upgrades from one address, of which a hundred are taken
  const upgraded = await Promise.all(upTo(1_000).map(() => RawSocket.ask(world.port, {}, "127.0.2.1")));
  expect(upgraded.filter(({ answer }) => answer.status === 101)).toHaveLength(100);
  expect(upgraded.filter(({ answer }) => answer.status === 503)).toHaveLength(900);
  const [ann, bob] = await world.links("ann", "bob");
  for (const n of upTo(20)) await ann.ask("message.send", words(direct("ann", "bob"), `${n}`));
  await settled(bob);
  expect(heard(bob, direct("ann", "bob"))).toHaveLength(20);
  for (const raw of [...silent, ...upgraded]) raw[Symbol.dispose]();
}, 30_000);
