import { readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "bun:test";
import { CLOSE, directId, LIMITS } from "@skein/protocol";
import { SpawnedServer, type WireClient } from "../../src/index.ts";
import { OPCODE, RawSocket } from "./fixture/raw-socket.ts";
import { smallDisk } from "./fixture/small-disk.ts";
import { fillStore } from "./fixture/storage.ts";
import { direct, newKey, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

/** No rate is the matter here. */
const UNLIMITED = ["link-rate", "person-rate"].flatMap((name) => [
  `--limits-${name}-rate`,
  "1000000",
  `--limits-${name}-burst`,
  "1000000",
]);

/** Bytes of memory that a process holds. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

const LARGE = "x".repeat(10_000);
const MEGABYTE = 1_048_576;

test("[SLOW-1][SLOW-2] twenty readers that never read cost bounded memory, hinder nobody, and find all when they come back", async () => {
  await using server = await SpawnedServer.create(
    ({ person }) => Promise.all(["Ann", "Bob"].map((name) => person(name))),
    [...UNLIMITED, "--limits-outbox-bytes", String(2 * MEGABYTE)],
  );
  await server.start();
  const [ann, bob] = server.people;
  if (!ann || !bob) throw new Error("nobody is there");
  const port = Number(new URL(server.url).port);
  const conv = directId(ann.id, bob.id);
  using sender = await server.connect(ann.token);
  using reader = await server.connect(bob.token);
  await sender.ask("message.send", words(conv, "first"));
  const { cursor } = await reader.ask("sync.changes", {});
  const dead = await Promise.all(upTo(20).map(() => RawSocket.hello(port, bob.token, cursor)));
  for (const raw of dead) {
    await raw.message((text) => text.includes('"welcome"'));
    raw.stopReading();
  }
  const before = await memoryOf(server.pid);
  let most = before;
  const many = 3_000;
  for (let sent = 0; sent < many; sent += 100) {
    await Promise.all(upTo(100).map(() => sender.ask("message.send", words(conv, LARGE))));
    most = Math.max(most, await memoryOf(server.pid));
  }
  // 20 readers that are owed 30 MB each: unbounded it would be 600 MB, with twice the bound each 80 MB; what the
  // server needs to write 30 MB at all, latest changes in memory included, is in the rest
  expect((most - before) / MEGABYTE).toBeLessThan(350);
  await settled(reader);
  expect(reader.frames.filter((frame) => frame.type === "entry")).toHaveLength(many + 1);
  for (const raw of dead) raw.readAgain();
  await Promise.all(dead.map((raw) => raw.ended));
  for (const raw of dead) expect(raw.closeCode ?? CLOSE.slow.code).toBe(CLOSE.slow.code);
  using back = await server.connect(bob.token, cursor);
  expect(await back.next((frame) => frame.type === "delta")).toMatchObject({ conversations: [{ head: many + 1 }] });
  expect((await wholeLog(back, conv)).map(({ seq }) => seq)).toEqual(upTo(many + 1));
}, 60_000);

test("[ERR-6][SEND-1] on a full disk sends are refused, reads go on, and what was acknowledged is there after a restart with room", async () => {
  // given to the world, and goes with it
  const disk = await smallDisk(8);
  await using world = await World.alone({}, {}, disk);
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const filler = join(world.data, "filler");
  // the disk's room, or SQLite's bound where there is no disk to fill
  if (disk) await fillUp(filler);
  else await fillStore(world.server);
  const acked: string[] = [];
  const refused: string[] = [];
  for (let tries = 0; refused.length < 5 && tries < 2_000; tries++) {
    const message = words(conv, `${tries} ${LARGE.slice(10)}`);
    const was = await outcome(ann.ask("message.send", message));
    (was === "ok" ? acked : refused).push(message.key);
    if (was !== "ok") expect(was).toBe("unavailable");
  }
  expect(refused).toHaveLength(5);
  expect(acked.length).toBeGreaterThan(0);
  expect((await wholeLog(bob, conv)).map(({ key }) => key)).toEqual(acked);
  expect((await bob.ask("conversation.list", {})).conversations).toHaveLength(1);
  // it also shuts down where it cannot write
  await world.stop();
  if (disk) await rm(filler);
  await world.restart();
  const [back] = await world.links("ann", "bob");
  await back.ask("message.send", words(conv, "there is room again"));
  const log = await wholeLog(back, conv);
  expect(log.map(({ seq }) => seq)).toEqual(upTo(acked.length + 1));
  expect(log.slice(0, -1).map(({ key }) => key)).toEqual(acked);
}, 30_000);

/** Writes until there is room for some messages only. */
async function fillUp(file: string): Promise<void> {
  for (const size of [MEGABYTE, 65_536]) {
    for (;;) {
      const wrote = await writeFile(file, Buffer.alloc(size), { flag: "a" }).then(
        () => true,
        () => false,
      );
      if (!wrote) break;
    }
  }
  const { size } = await stat(file);
  await truncate(file, size - MEGABYTE / 4);
}

test("[SEND-2][SEND-3] while sends fail and come back, their keys keep their meaning", async () => {
  await using world = await World.alone();
  const ann = await world.link("ann");
  const conv = direct("ann", "ann");
  const key = newKey();
  const makeRoom = await fillStore(world.server);
  for (let tries = 0; tries < 500; tries++) {
    if ((await outcome(ann.ask("message.send", words(conv, LARGE)))) === "unavailable") break;
  }
  expect(await outcome(ann.ask("message.send", { ...words(conv, LARGE), key }))).toBe("unavailable");
  await makeRoom();
  // nothing of it was kept: the key is free for anything
  const { seq } = await ann.ask("message.send", words(conv, "another text", key));
  expect(await ann.ask("message.send", words(conv, "another text", key))).toMatchObject({ seq });
  expect(await outcome(ann.ask("message.send", words(conv, LARGE, key)))).toBe("key_reused");
});

test("[FRAME-10][FRAME-13][LIMIT-3] what breaks the rules of WebSocket itself ends its own link only, with the code that says how", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const bytes: readonly (readonly [what: string, closes: number, wrong: (raw: RawSocket) => void])[] = [
    ["an unmasked frame", 1002, (raw) => raw.socket.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d]))],
    ["a reserved bit", 1002, (raw) => raw.socket.write(Buffer.from([0xf1, 0x80, 1, 2, 3, 4]))],
    [
      "a mask that is not the one of its bytes",
      1007,
      (raw) => raw.socket.write(Buffer.from([0x81, 0x82, 0xff, 0xff, 0xff, 0xff, 0x7b, 0x7d])),
    ],
    ["a reserved opcode", 1002, (raw) => raw.frame(0x3, Buffer.from("{}"))],
    ["a continuation of nothing", 1002, (raw) => raw.frame(0x0, Buffer.from("{}"))],
    ["a control frame that is too long", 1002, (raw) => raw.frame(0x9, Buffer.alloc(126))],
    ["a control frame in parts", 1002, (raw) => raw.part(0x9, Buffer.from("x"), false)],
    ["a close of one byte", 1002, (raw) => raw.frame(OPCODE.close, Buffer.from([3]))],
    ["a close with a code that nobody may send", 1002, (raw) => raw.frame(OPCODE.close, Buffer.from([0x03, 0xed]))],
    ["a close whose reason is not UTF-8", 1007, (raw) => raw.frame(OPCODE.close, Buffer.from([0x03, 0xe8, 0xff]))],
    [
      "text that is not UTF-8 where two parts meet",
      1007,
      (raw) => {
        raw.part(OPCODE.text, Buffer.from([0x22, 0xe4]), false);
        raw.part(0x0, Buffer.from([0x22, 0x22]), true);
      },
    ],
    [
      "a length of 2^63",
      1009,
      (raw) => raw.socket.write(Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])),
    ],
    [
      "a length of 1 GB",
      1009,
      (raw) => raw.socket.write(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4])),
    ],
    [
      "parts that are too large together",
      1009,
      (raw) => {
        raw.part(OPCODE.text, Buffer.alloc(LIMITS.frame), false);
        raw.part(0x0, Buffer.alloc(1), true);
      },
    ],
  ];
  for (const [what, closes, wrong] of bytes) {
    using raw = await RawSocket.hello(world.port, world.token("eve"));
    await raw.message((text) => text.includes('"welcome"'));
    wrong(raw);
    raw.say('{"type":"account.get","id":77}');
    await raw.ended;
    const answered = raw.messages.filter((text) => text.includes('"id":77'));
    expect({ what, answered, code: raw.closeCode }).toEqual({ what, answered: [], code: closes });
    await settled(ann, bob);
  }
  // and what only looks odd is fine: a frame in two parts with a ping between them, an empty close
  using odd = await RawSocket.hello(world.port, world.token("eve"));
  await odd.message((text) => text.includes('"welcome"'));
  odd.part(OPCODE.text, Buffer.from('{"type":"account.get",'), false);
  odd.frame(0x9, Buffer.from("between"));
  odd.part(0x0, Buffer.from('"id":78}'), true);
  expect(await odd.message((text) => text.includes('"id":78'))).toContain('"ok"');
  odd.frame(OPCODE.close, Buffer.alloc(0));
  await odd.ended;
  await settled(ann, bob);
});

test("[FRAME-3][LIMIT-3] many links that end in the midst of what they asked leave nothing behind", async () => {
  await using world = await World.alone();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  for (const _ of upTo(20)) {
    const hasty: WireClient[] = await Promise.all(upTo(10).map(() => world.link("eve")));
    for (const link of hasty) {
      link.say({ type: "presence.watch", id: 1_001, params: { users: ["ann", "bob", "eve"] } });
      link.say({ type: "message.send", id: 1_002, params: words(direct("eve", "ann"), "gone") });
      link.say({ type: "conversation.list", id: 1_003, params: {} });
      link.close();
    }
    await ann.ask("message.send", words(conv, "x"));
  }
  while (world.server.hub.isHere("eve")) await new Promise((resolve) => setImmediate(resolve));
  while (world.server.admission.open > 2) await new Promise((resolve) => setImmediate(resolve));
  await settled(ann, bob);
  expect(world.server.admission.open).toBe(2);
  expect(world.server.hub.people).toBe(2);
});
