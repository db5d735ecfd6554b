import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS, type ServerFrame } from "@skein/protocol";
import { OPCODE, RawSocket } from "./fixture/raw-socket.ts";
import { direct, entryOf, newKey, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { faultyStorage } from "./fixture/storage.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Fresh links for a test: what came before is not in their frames. */
async function fresh(): Promise<void> {
  [ann, bob] = await world.links("ann", "bob");
}

const errorsOf = (link: Linked) => link.frames.filter((frame) => frame.type === "error");

/**
 * What a message by hand was answered with, in the order of its coming. What carries an id that was asked is waited for; errors
 * without one come at once, before the answer to whatever is asked next. Ids by hand are large: small ones are the client's.
 */
async function answers(link: Linked, message: string): Promise<ServerFrame[]> {
  const before = link.frames.length;
  link.write(message);
  const asked = new Set([...message.matchAll(/"id":(\d{4,})\b/g)].map(([, id]) => Number(id)));
  const got = () => link.frames.slice(before).filter((frame) => frame.type === "ok" || frame.type === "error");
  await settled(link);
  const refused = got().filter((frame) => frame.id === undefined).length;
  if (refused === 0) for (const id of asked) await link.answer(id);
  return got().filter((frame) => frame.id === undefined || asked.has(frame.id));
}

test("[FRAME-1] a message holds one or many frames, a line feed between them", async () => {
  await fresh();
  const frame = (id: number) => JSON.stringify({ type: "account.get", id });
  // answers to what is only read come as they are ready
  const ids = async (message: string) =>
    (await answers(ann, message)).map((answer) => ("id" in answer ? Number(answer.id) : 0)).toSorted((a, b) => a - b);
  expect(await ids(frame(10_001))).toEqual([10_001]);
  expect(
    await ids(
      upTo(LIMITS.framesPerMessage)
        .map((n) => frame(20_000 + n))
        .join("\n"),
    ),
  ).toEqual(upTo(LIMITS.framesPerMessage).map((n) => 20_000 + n));
  expect(await ids(`\n${frame(40_001)}\n\n${frame(40_002)}\n`)).toEqual([40_001, 40_002]);
  // frames that are spread over lines are not frames
  expect(await answers(ann, '{"type":"account.get",\n"id":50001}')).toMatchObject([
    { name: "malformed" },
    { name: "malformed" },
  ]);
});

test("[FRAME-1] more frames in a message than the limit are none", async () => {
  await fresh();
  const sends = upTo(LIMITS.framesPerMessage + 1).map((id) =>
    JSON.stringify({ type: "message.send", id: 60_000 + id, params: words(direct("ann", "ann"), `${id}`) }),
  );
  expect(await answers(ann, sends.join("\n"))).toMatchObject([{ type: "error", name: "malformed" }]);
  expect(await outcome(ann.ask("message.list", { conv: direct("ann", "ann") }))).toBe("not_found");
});

test("[FRAME-2] what one link says appears in the order in which it said it", async () => {
  await fresh();
  const sends = upTo(100).map((n) => ann.ask("message.send", words(conv, `${n}`)));
  const seqs = (await Promise.all(sends)).map(({ seq }) => seq);
  expect(seqs).toEqual(upTo(100).map((n) => n + (seqs[0] ?? 0) - 1));
  await settled(bob);
  expect(bob.frames.filter(entryOf(conv)).map(({ body }) => body)).toEqual(upTo(100).map((n) => ({ text: `${n}` })));
});

test("[FRAME-2] also into a conversation that nobody has opened yet, in one message or in many", async () => {
  await fresh();
  for (const [round, batch] of [1, 7, 100].entries()) {
    const [a, b] = [`new-${round}-a`, `new-${round}-b`];
    const [link] = await world.links(a, b);
    const frames = upTo(100).map((n) =>
      JSON.stringify({ type: "message.send", id: 1000 + n, params: words(direct(a, b), `${n}`) }),
    );
    for (let at = 0; at < frames.length; at += batch) link.write(frames.slice(at, at + batch).join("\n"));
    for (const n of upTo(100)) expect(await link.answer(1000 + n)).toMatchObject({ type: "ok", result: { seq: n } });
  }
});

test("[FRAME-2] a message waits for the one before it, also when it need not wait for anything itself", async () => {
  await using faulty = await faultyStorage();
  await using again = await World.start({}, { storage: faulty.storage });
  const [link, other] = await again.links("ann", "bob");
  // Ann's profile is in memory then, Bob's is not
  await other.ask("user.get", { ids: ["ann"] });
  const answer = faulty.hold("query", (parameters) => parameters.includes("bob") && !parameters.includes("ann"));
  const first = link.ask("message.send", words(conv, "first: is there a Bob?"));
  // meanwhile Bob makes the conversation that it waits for
  const opened = other.ask("conversation.open", { user: "ann" });
  for (let made = false; !made; ) made = (await faulty.storage.conversation(conv)) !== undefined;
  const second = link.ask("message.send", words(conv, "second"));
  for (let look = 0; look < 20; look++) await faulty.storage.page(conv, { limit: 1 });
  answer();
  await opened;
  expect([(await first).seq, (await second).seq]).toEqual([1, 2]);
});

test("[FRAME-2] also into one that the server must read again after a restart", async () => {
  await using again = await World.start();
  const [link] = await again.links("ann", "bob");
  await link.ask("message.send", words(conv, "0"));
  await again.restart();
  const back = await again.stranger();
  const frames = upTo(100).map((n) =>
    JSON.stringify({ type: "message.send", id: 1000 + n, params: words(conv, `${n}`) }),
  );
  back.say({ type: "hello", id: 1, token: again.token("ann") });
  for (const frame of frames) back.write(frame);
  for (const n of upTo(100)) expect(await back.answer(1000 + n)).toMatchObject({ type: "ok", result: { seq: n + 1 } });
});

test("[FRAME-3] each request is answered once, with its id", async () => {
  await fresh();
  const ids = [1_000_001, 7_007, 5_005, 3_003, Number.MAX_SAFE_INTEGER, 1e15];
  const requests = ids.flatMap((id, at) => [
    {
      type: ["account.get", "message.send", "no.such", "conversation.get", "message.list", "session.list"][at],
      id,
      params: at === 1 ? words(conv, "x") : {},
    },
  ]);
  const got = await answers(ann, requests.map((request) => JSON.stringify(request)).join("\n"));
  const answered = got.filter((frame) => frame.type === "ok" || frame.type === "error");
  // JSON has one sort of number only: 1e15 is a whole one
  expect(answered).toHaveLength(ids.length);
  expect(new Set(answered.map(({ id }) => id))).toEqual(new Set(ids));
});

test("[FRAME-3] an id that is no positive whole number is refused", async () => {
  await fresh();
  for (const id of ["0", "-1", "0.5", "1e308", "9007199254740992", '"1"', "null", "true", "[1]", "{}", "1e999"]) {
    expect({ id, got: await answers(ann, `{"type":"account.get","id":${id},"params":{}}`) }).toMatchObject({
      id,
      got: [{ name: "invalid", path: "/id" }],
    });
  }
  expect(await answers(ann, '{"type":"account.get"}')).toMatchObject([{ name: "invalid", path: "/id" }]);
  for (const error of errorsOf(ann)) expect(error).not.toHaveProperty("id");
});

test("[FRAME-4] what is no JSON object is malformed, has no id in its answer, and the link goes on", async () => {
  await fresh();
  const wrong = [
    "{",
    "}",
    "nonsense",
    '{"type":"account.get","id":1',
    "{'type':'account.get','id':1}",
    "[]",
    "[1]",
    "null",
    "1",
    "1e308",
    '"text"',
    "true",
    " ",
    "\u0000",
    "{}{}",
    '{"a":1,}',
    "NaN",
    "\ufeff{}",
    '{"type":"account.get","id":1}\r{}',
    '{"a":"\t"}',
    '{"a":"\u0000"}',
  ];
  for (const message of wrong) {
    const got = await answers(ann, message);
    expect({ message, got }).toMatchObject({ message, got: [{ type: "error", name: "malformed" }] });
    expect(got[0]).not.toHaveProperty("id");
  }
  await settled(ann, bob);
});

test("[FRAME-5] a frame may be as deep as the limit and no deeper", async () => {
  await fresh();
  let id = 9_000;
  const nested = (levels: number, open: string, close: string) =>
    `{"type":"account.get","id":${++id},"params":{},"x":${open.repeat(levels)}1${close.repeat(levels)}}`;
  // the frame itself is the first level
  for (const [open, close] of [
    ["[", "]"],
    ['{"x":', "}"],
  ] as const) {
    expect(await answers(ann, nested(LIMITS.depth - 1, open, close))).toMatchObject([{ type: "ok", id }]);
    expect(await answers(ann, nested(LIMITS.depth, open, close))).toMatchObject([{ name: "malformed" }]);
    expect(await answers(ann, nested(10_000, open, close))).toMatchObject([{ name: "malformed" }]);
  }
  expect(await answers(ann, "[".repeat(LIMITS.frame))).toMatchObject([{ name: "malformed" }]);
  expect(await answers(ann, '{"a":'.repeat(26_000))).toMatchObject([{ name: "malformed" }]);
});

test("[FRAME-6] a lone surrogate or U+0000, wherever it stands, makes a frame malformed", async () => {
  await fresh();
  const places = (text: string, id = 6001) => [
    `{"type":"${text}","id":${id}}`,
    `{"type":"account.get","id":${id},"${text}":1}`,
    `{"type":"account.get","id":${id},"params":{"${text}":1}}`,
    `{"type":"account.get","id":${id},"extra":["fine",["${text}"]]}`,
    `{"type":"account.get","id":${id},"extra":[{"a":{"${text}":{}}}]}`,
    JSON.stringify({ type: "message.send", id, params: words(conv, "TEXT") }).replace("TEXT", text),
  ];
  for (const text of ["\\ud800", "\\udfff", "a\\ud83dz", "\\ude00\\ud83d", "\\u0000", "a\\u0000b", "\\uD800\\u0041"]) {
    for (const message of places(text))
      expect({ message, got: await answers(ann, message) }).toMatchObject({ message, got: [{ name: "malformed" }] });
  }
  // a pair is well-formed, and so is a backslash that only looks like an escape
  for (const [at, text] of ["\\ud83d\\ude00", "\\\\ud800", "\\\\u0000"].entries()) {
    const [answer] = await answers(ann, places(text, 6_100 + at)[5] ?? "");
    expect(answer).toMatchObject({ type: "ok" });
  }
});

test("[FRAME-7] fields that are not known are passed over and not kept", async () => {
  await fresh();
  const params = { ...words(conv, "plain"), later: true, body: { text: "plain", later: { a: 1 } } };
  ann.say({ type: "message.send", id: 9_001, later: [1, 2], constructor: 1, params });
  ann.write(`{"type":"account.get","id":9002,"params":{"__proto__":{"x":1},"toString":2}}`);
  const sent = await ann.answer(9_001);
  expect(sent).toMatchObject({ type: "ok" });
  expect(await ann.answer(9_002)).toMatchObject({ type: "ok" });
  expect((await bob.next(entryOf(conv))).body).toEqual({ text: "plain" });
  expect((await ann.ask("message.list", { conv, limit: 1 })).entries[0]?.body).toEqual({ text: "plain" });
});

test("[FRAME-8] a type that is no command is unknown", async () => {
  await fresh();
  const types = [
    "no.such",
    "",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "welcome",
    "entry",
    "ok",
    "MESSAGE.SEND",
    "message.send ",
    "x".repeat(100_000),
    7,
    null,
    {},
    ["message.send"],
  ];
  for (const type of types) {
    const id = ann.nextId();
    ann.say({ type, id, params: {} });
    expect(await ann.answer(id)).toMatchObject({ type: "error", id, name: "unknown_command" });
  }
  expect(await ann.request("message.send", words(conv, "still here"))).toMatchObject({ type: "ok" });
});

test("[FRAME-10] a message over the limit ends its link; nobody else notices", async () => {
  await fresh();
  const padded = (bytes: number): string => {
    const frame = JSON.stringify({ type: "account.get", id: 7_777, pad: "" });
    return frame.replace('"pad":""', `"pad":"${"x".repeat(bytes - frame.length)}"`);
  };
  ann.write(padded(LIMITS.frame));
  expect(await ann.answer(7_777)).toMatchObject({ type: "ok" });
  ann.write(padded(LIMITS.frame + 1));
  const { code } = await ann.closed;
  expect([1006, 1009]).toContain(code);
  await settled(bob);
  expect(bob.frames.filter((frame) => frame.type === "error")).toEqual([]);
});

test("[FRAME-10] text that is not UTF-8 ends its link; nobody else notices", async () => {
  await fresh();
  const before = (await wholeLog(bob, conv)).length;
  const wrong = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xbd], [0x80]];
  for (const bytes of wrong) {
    using raw = await RawSocket.hello(world.port, world.token("ann"));
    await raw.message((text) => text.includes('"welcome"'));
    const [head = "", tail = ""] = JSON.stringify({ type: "message.send", id: 2, params: words(conv, "HERE") }).split(
      "HERE",
    );
    raw.frame(OPCODE.text, Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]));
    await raw.ended;
    expect([undefined, 1006, 1007]).toContain(raw.closeCode);
    expect(raw.messages.filter((text) => text.includes('"ok"'))).toEqual([]);
  }
  expect(await wholeLog(bob, conv)).toHaveLength(before);
});

test("[FRAME-11] a binary message is malformed whatever it holds, and the link goes on", async () => {
  await fresh();
  using raw = await RawSocket.hello(world.port, world.token("ann"));
  await raw.message((text) => text.includes('"welcome"'));
  for (const bytes of [Buffer.from('{"type":"account.get","id":4}'), Buffer.alloc(0), Buffer.from([0, 255, 128])]) {
    const before = raw.messages.length;
    raw.frame(OPCODE.binary, bytes);
    await raw.message((text) => raw.messages.indexOf(text) >= before && text.includes('"malformed"'));
    raw.messages.length = 0;
  }
  raw.say('{"type":"account.get","id":4}');
  expect(await raw.message((text) => text.includes('"id":4'))).toContain('"ok"');
});

test("[FRAME-12] an id may be used again once it was answered", async () => {
  await fresh();
  for (const n of upTo(5)) {
    ann.say({ type: "message.send", id: 1_000, params: words(conv, `again ${n}`, newKey()) });
    const answer = await ann.next((frame) => frame.type === "ok" && frame.id === 1_000);
    expect(answer).toMatchObject({ type: "ok" });
  }
  const oks = ann.frames.filter((frame) => frame.type === "ok" && frame.id === 1_000);
  expect(oks).toHaveLength(5);
});
