import { expect, test } from "bun:test";
import { type ErrorName, ERRORS } from "@skein/protocol";
import { SeededRandom } from "../../src/index.ts";
import { OPCODE, RawSocket } from "./fixture/raw-socket.ts";
import { COMMAND_NAMES, sample } from "./fixture/samples.ts";
import { direct, groupOf, heard, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

const SEED = Number(Bun.env["SKEIN_SEED"] ?? 1);
const MESSAGES = 4_000;

/** Whatever would not end the run by itself: signing out and leaving are looked at elsewhere. */
const NAMES = COMMAND_NAMES.filter((name) => !/^account\.|^session\.revoke$|^group\.leave$/.test(name));

/** What stands in place of a part of a frame. */
const ODD: readonly string[] = [
  "null",
  "-1",
  "0.5",
  "1e308",
  "-1e999",
  "9007199254740993",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  "[]",
  "{}",
  '{"__proto__":{"x":1}}',
  "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
  "true",
  `"${"9".repeat(400)}"`,
  '"\'; DROP TABLE entries; --"',
  '"../../etc/passwd"',
  "\n",
];

/** What of an answer is looked at. */
interface Said {
  readonly type: string;
  readonly name?: ErrorName;
  readonly code?: number;
}

/** A good frame with something of it made odd: a value, some characters, its end, its order. */
function mutated(random: SeededRandom, frame: string): string {
  const at = random.integer(0, frame.length - 1);
  switch (random.integer(0, 6)) {
    case 0:
      return frame.slice(0, at);
    case 1:
      return frame.slice(0, at) + frame.slice(at + random.integer(1, 8));
    case 2:
      return frame.slice(0, at) + String.fromCharCode(random.integer(0, 0xd7ff)) + frame.slice(at + 1);
    case 3:
      return frame.slice(0, at) + frame.slice(at - random.integer(1, 30));
    case 4: {
      const values = [...frame.matchAll(/:("[^"]*"|\d+|true|false)/g)];
      const value = random.pick(values);
      return `${frame.slice(0, value.index + 1)}${random.pick(ODD)}${frame.slice(value.index + value[0].length)}`;
    }
    case 5:
      return `${frame}\n${frame.slice(at)}`;
    default:
      return random.pick(ODD) + frame.slice(at);
  }
}

test(`[FRAME-3][FRAME-4][LIMIT-3] ${MESSAGES} broken messages of all sorts harm nobody (seed ${SEED})`, async () => {
  const random = new SeededRandom(SEED);
  await using world = await World.start({
    limits: {
      linkRate: { rate: 1e6, burst: 1e6 },
      personRate: { rate: 1e6, burst: 1e6 },
      patience: { rate: 1e6, burst: 1e6 },
    },
  });
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const mine = await groupOf(await world.link("eve"), []);
  let replies = 0;
  const take = (raw: RawSocket): void => {
    for (const frame of raw.messages.splice(0).flatMap((text) => text.split("\n"))) {
      const said = JSON.parse(frame) as Said;
      if (said.type === "ok" || said.type === "error") replies += 1;
      if (said.name === undefined || said.code === undefined) continue;
      // a row of the table; and whatever is sent, it is never the server's fault
      expect({ frame, code: ERRORS[said.name].code }).toEqual({ frame, code: said.code });
      expect(said.name).not.toBe("internal");
    }
  };
  let id = 1_000;
  let raw = await RawSocket.hello(world.port, world.token("eve"));
  for (let sent = 0; sent < MESSAGES; sent++) {
    // a link that was ended, and now and then one that was not, makes room for the next
    if (sent % 10 === 0) {
      const heard = await raw.handled(2_000_000 + sent);
      take(raw);
      if (!heard || random.chance(0.02)) {
        raw[Symbol.dispose]();
        raw = await RawSocket.hello(world.port, world.token("eve"));
      }
    }
    id += 1;
    const name = random.pick(NAMES);
    const about = {
      conv: random.pick([mine, conv, "g:nowhere", "s:ann", direct("eve", "eve")]),
      user: random.pick(["ann", "eve", "nobody"]),
    };
    const frame = JSON.stringify({ type: name, id, params: sample(name, about) });
    const roll = random.next();
    if (roll < 0.75) raw.say(mutated(random, frame));
    else if (roll < 0.85) raw.say(frame);
    else if (roll < 0.99) raw.frame(OPCODE.binary, random.bytes(random.integer(0, 200)));
    else raw.frame(OPCODE.text, random.bytes(random.integer(0, 50)));
    if (sent % 200 === 0) {
      await ann.ask("message.send", words(conv, `${sent}`));
      await settled(bob);
    }
  }
  await raw.handled(3_000_000);
  await settled(ann, bob);
  take(raw);
  raw[Symbol.dispose]();
  expect(replies).toBeGreaterThan(MESSAGES / 10);
  const said = upTo(MESSAGES / 200).map((n) => ({ text: `${(n - 1) * 200}` }));
  expect(heard(bob, conv).map(({ body }) => body)).toEqual(said);
  expect((await wholeLog(bob, conv)).map(({ from }) => from)).toEqual(said.map(() => "ann"));
  const eve = await world.link("eve");
  const log = await wholeLog(eve, mine);
  expect(log.map(({ seq }) => seq)).toEqual(upTo(log.length));
}, 60_000);

test(`[CONN-4][CONN-6] random bytes in place of a hello, or of an upgrade, harm nobody (seed ${SEED})`, async () => {
  const random = new SeededRandom(SEED);
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const hello = JSON.stringify({
    type: "hello",
    id: 1,
    token: world.token("eve"),
    device: { name: "x", platform: "web" },
    cursor: "x.1",
  });
  for (let round = 0; round < 300; round++) {
    if (round % 3 === 0) {
      using raw = await RawSocket.dial(world.port);
      raw.socket.end(Buffer.from(random.bytes(random.integer(1, 400))));
      await raw.ended;
      continue;
    }
    using raw = await RawSocket.ask(world.port);
    if (random.chance(0.5)) raw.say(mutated(random, hello));
    else raw.frame(random.pick([OPCODE.text, OPCODE.binary]), random.bytes(random.integer(0, 300)));
    // whatever it was, it is over at once or it waits for a hello
    raw.say(hello);
    raw.say(hello);
    await raw.ended;
  }
  await ann.ask("message.send", words(direct("ann", "bob"), "still here"));
  await settled(bob);
  expect(heard(bob, direct("ann", "bob"))).toHaveLength(1);
}, 60_000);
