import { expect, test } from "bun:test";
import { LIMITS, SUBPROTOCOL } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { RawSocket } from "./fixture/raw-socket.ts";
import { direct, entryOf, heard, settled, upTo, words } from "./fixture/talk.ts";
import { signed, World } from "./fixture/world.ts";

test("[CONN-1] a socket that offers the subprotocol, alone or among others, is answered with it", async () => {
  await using world = await World.start();
  for (const offered of [SUBPROTOCOL, `soap, ${SUBPROTOCOL}`, `${SUBPROTOCOL}, skein.v9.cbor`]) {
    using raw = await RawSocket.ask(world.port, { "Sec-WebSocket-Protocol": offered });
    expect(raw.answer.status).toBe(101);
    expect(raw.answer.headers.get("sec-websocket-protocol")).toBe(SUBPROTOCOL);
  }
});

test("[CONN-2] a socket that offers none that is known is refused with those that are", async () => {
  await using world = await World.start();
  for (const offered of ["", "soap", "skein.v1.jsonx", "SKEIN.V1.JSON", "skein.v1", ","]) {
    using raw = await RawSocket.ask(world.port, { "Sec-WebSocket-Protocol": offered });
    expect(raw.answer.status).toBe(400);
    expect(JSON.parse(raw.answer.body)).toEqual({ subprotocols: [SUBPROTOCOL] });
  }
  // what is no upgrade at all is no connection either
  expect((await fetch(`${world.http}/v1/socket`, { headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL } })).status).toBe(
    426,
  );
  expect(world.server.admission.open).toBe(0);
});

test("[CONN-3] a connection that says no hello is closed in its time and not before; one that did stays", async () => {
  const clock = new HandClock();
  await using world = await World.start({}, { clock });
  const silent = await world.stranger();
  const ann = await world.link("ann");
  clock.advance(LIMITS.hello - 1);
  await settled(ann);
  const late = await world.stranger();
  clock.advance(1);
  expect((await silent.closed).code).toBe(4004);
  await settled(ann);
  // its own time, not everybody's
  expect((await late.hello({ token: world.token("bob") })).user).toBe("bob");
});

test("[CONN-4] a first frame that is no hello is answered so, and ends the connection", async () => {
  await using world = await World.start();
  const first: readonly [frame: object, id: number | undefined][] = [
    [{ type: "account.get", id: 7 }, 7],
    [{ type: "server.info", id: 8, params: {} }, 8],
    [{ type: "pong" }, undefined],
    [{ type: "Hello", id: 9, token: world.token("ann") }, 9],
    [{}, undefined],
  ];
  for (const [frame, id] of first) {
    const link = await world.stranger();
    link.say(frame);
    expect((await link.closed).code).toBe(4500);
    expect(link.frames).toHaveLength(1);
    expect(link.frames[0]).toMatchObject({ type: "error", name: "hello_required", ...(id && { id }) });
    expect("id" in (link.frames[0] ?? {})).toBe(id !== undefined);
  }
});

test("[CONN-4] what follows a refused first frame in the same message is not looked at", async () => {
  await using world = await World.start();
  const link = await world.stranger();
  link.write(
    `{"type":"account.get","id":1}\n${JSON.stringify({ type: "hello", id: 2, token: world.token("ann") })}\n{"type":"account.get","id":3}`,
  );
  expect((await link.closed).code).toBe(4500);
  expect(link.frames).toHaveLength(1);
});

test("[CONN-5] a second hello is answered so, ends the connection, and only this one", async () => {
  await using world = await World.start();
  const [first, second] = await world.links("ann", "ann");
  const id = first.nextId();
  first.say({ type: "hello", id, token: world.token("ann") });
  expect((await first.closed).code).toBe(4500);
  expect(first.frames.at(-1)).toMatchObject({ type: "error", name: "hello_repeated", id });
  await settled(second);
  // also while the first is still being looked at
  const hasty = await world.stranger();
  const hello = JSON.stringify({ type: "hello", id: 1, token: world.token("ann") });
  hasty.write(`${hello}\n${hello}`);
  expect((await hasty.closed).code).toBe(4500);
  expect(hasty.frames.map((frame) => frame.type)).toEqual(["welcome", "error"]);
});

test("[CONN-6] a token that is not accepted is answered with the reason, and closes for good", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const soon = Math.floor(Date.now() / 1000) + 600;
  const signedOut = world.token("ann");
  const device = await world.link("ann", { token: signedOut });
  await ann.ask("session.revoke", { session: device.welcome.session });
  expect((await device.closed).code).toBe(4502);
  const refused: readonly [token: string, error: string, code: number][] = [
    ["skt_made-up-by-somebody", "unauthenticated", 4501],
    ["nonsense", "unauthenticated", 4501],
    ["a.b.c", "unauthenticated", 4501],
    [signed({ sub: "ann", exp: soon }, "another secret of another app, as long"), "unauthenticated", 4501],
    [world.token("ann", { exp: soon - 1200 }), "token_expired", 4501],
    [world.token("no such: id"), "unauthenticated", 4501],
    [signedOut, "token_revoked", 4502],
  ];
  for (const [token, name, code] of refused) {
    const link = await world.stranger();
    link.say({ type: "hello", id: 5, token });
    expect({ code: (await link.closed).code, frames: link.frames }).toMatchObject({
      code,
      frames: [{ type: "error", id: 5, name }],
    });
  }
  await settled(ann);
});

test("[CONN-7] a token in a URL lets nobody in", async () => {
  await using world = await World.start();
  const token = world.token("ann");
  await (await world.link("ann", { token })).ask("account.get", {});
  for (const name of ["token", "access_token", "authorization"]) {
    using raw = await RawSocket.ask(world.port, {}, undefined, `/v1/socket?${name}=${token}`);
    raw.say('{"type":"account.get","id":1,"params":{}}');
    expect(await raw.message(() => true)).toContain('"hello_required"');
    await raw.ended;
    expect(raw.closeCode).toBe(4500);
    const answer = await fetch(`${world.http}/v1/account.get?${name}=${token}`, { method: "POST" });
    expect(answer.status).toBe(401);
  }
});

test("[CONN-8] welcome comes before anything else, with the heartbeat and a cursor that misses nothing", async () => {
  const heartbeat = { interval: 17_000, timeout: 5_000 };
  await using world = await World.start({ heartbeat });
  const [ann] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const enough = new AbortController();
  const talk = async (): Promise<number> => {
    let sent = 0;
    for (; !enough.signal.aborted; sent++) await ann.ask("message.send", words(conv, `${sent}`));
    return sent;
  };
  const talked = talk();
  const devices = [];
  for (const _ of upTo(30)) devices.push(await world.link("bob"));
  enough.abort();
  const sent = await talked;
  for (const device of devices) {
    await settled(device);
    expect(device.frames[0]).toBe(device.welcome);
    expect(device.welcome).toMatchObject({ user: "bob", heartbeat, resume: "reset", reason: "no_cursor" });
    // all that came live is what was said after the cursor, up to the last
    const missed = await device.ask("sync.changes", { cursor: device.welcome.cursor });
    const live = heard(device, conv).map(({ seq }) => seq);
    const changed = missed.conversations[0]?.entries?.map(({ seq }) => seq) ?? [];
    expect(live.slice(-changed.length)).toEqual(changed);
    expect(live.at(-1) ?? sent).toBe(sent);
  }
  expect(devices.some((device) => heard(device, conv).length > 0)).toBe(true);
});

test("[CONN-9] one person on many devices, and one device on many links, are all served alike", async () => {
  await using world = await World.start();
  const token = world.token("bob");
  const ann = await world.link("ann");
  const bobs = await Promise.all([
    world.link("bob", { token }),
    world.link("bob", { token }),
    world.link("bob"),
    world.link("bob"),
  ]);
  expect(bobs[0].welcome.session).toBe(bobs[1].welcome.session);
  expect(new Set(bobs.map((bob) => bob.welcome.session)).size).toBe(3);
  const conv = direct("ann", "bob");
  await ann.ask("message.send", words(conv, "hello, all of you"));
  for (const bob of bobs) await bob.next(entryOf(conv, 1));
  for (const [at, bob] of bobs.entries()) {
    const { seq } = await bob.ask("message.send", words(conv, "from each"));
    expect(seq).toBe(at + 2);
  }
  await settled(...bobs);
  for (const bob of bobs) expect(heard(bob, conv).map(({ seq }) => seq)).toEqual(upTo(5));
});

test("[CONN-10] a browser's page of another site may not connect unless it is configured", async () => {
  await using world = await World.alone({ origins: ["https://app.example.com"] });
  await using open = await World.alone({ origins: ["*"] });
  const statusFor = async (port: number, origin: string): Promise<number> => {
    using raw = await RawSocket.ask(port, { Origin: origin });
    return raw.answer.status;
  };
  for (const own of [`http://127.0.0.1:${world.port}`, "https://app.example.com"])
    expect(await statusFor(world.port, own)).toBe(101);
  const others = [
    "https://evil.example",
    "http://app.example.com",
    "https://app.example.com.evil.example",
    `http://127.0.0.1:${world.port + 1}`,
    "null",
    "file://",
    "nonsense",
  ];
  for (const other of others)
    expect({ other, status: await statusFor(world.port, other) }).toEqual({ other, status: 403 });
  expect(await statusFor(open.port, "https://evil.example")).toBe(101);
});

test("[CONN-15] of more at once than are taken the rest is told when to come, over WebSocket and requests alike", async () => {
  await using world = await World.alone({ limits: { connectRate: { rate: 1, burst: 2 } } });
  await world.link("ann");
  using second = await RawSocket.ask(world.port);
  expect(second.answer.status).toBe(101);
  const waits: number[] = [];
  for (let i = 0; i < 3; i++) {
    using refused = await RawSocket.ask(world.port);
    expect(refused.answer.status).toBe(503);
    waits.push(Number(refused.answer.headers.get("retry-after")));
  }
  const over = await fetch(`http://127.0.0.1:${world.port}/v1/link?wait=0`, { method: "POST", body: "" });
  expect(over.status).toBe(503);
  waits.push(Number(over.headers.get("retry-after")));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1) ?? 0).toBeGreaterThan((waits[0] ?? 0) + 1);
  expect(world.server.traffic.turnedAway.of("storm")).toBe(4);
});

test("[CONN-11] a full server refuses with the time to come back, and takes others when there is room again", async () => {
  await using world = await World.alone({ limits: { connections: 2 } });
  const ann = await world.link("ann");
  const bob = await world.link("bob");
  using refused = await RawSocket.ask(world.port);
  expect(refused.answer.status).toBe(503);
  expect(Number(refused.answer.headers.get("retry-after"))).toBeGreaterThan(0);
  await settled(ann, bob);
  bob.close();
  for (let status = 503; status !== 101; ) {
    using raw = await RawSocket.ask(world.port);
    status = raw.answer.status;
  }
});
