import { LIMITS, type ServerFrame } from "@skein/protocol";
import { asked, heard, once, type Section } from "../check.ts";
import { wait } from "../clock.ts";
import { equal, holds, like, refused, Skipped, span } from "../expect.ts";
import { newKey } from "../random.ts";
import { words } from "../stage.ts";
import type { Link } from "../wire/link.ts";
import { BIT, OPCODE } from "../wire/websocket-frames.ts";
import { hostileChecks } from "./03-websocket.ts";
import { say, view } from "./talk.ts";

type ErrorOf = Extract<ServerFrame, { type: "error" }>;

/** The answer without an id that a message brings. */
async function unnamed(link: Link, message: string): Promise<ErrorOf> {
  const is = (frame: ServerFrame): frame is ErrorOf => frame.type === "error" && frame.id === undefined;
  let before = link.frames.filter(is).length;
  link.write(message);
  return link.box.find((frame): frame is ErrorOf => is(frame) && before-- <= 0, `an error for ${message.slice(0, 60)}`);
}

async function malformed(link: Link, message: string): Promise<void> {
  const error = await unnamed(link, message);
  equal(error.name, "malformed", `the answer to ${message.slice(0, 80)}`);
}

const NO_FRAMES = [
  "{",
  "nonsense",
  '{"type":"account.get","id":1',
  "[]",
  "null",
  "1",
  '"text"',
  "{}{}",
  '{"a":1,}',
  '{"a":"\t"}',
];
const ILL_FORMED = ["\\ud800", "\\udfff", "a\\ud83dz", "\\ude00\\ud83d", "\\u0000"];

export const frames: Section = {
  number: 3,
  title: "Frames",
  checks: [
    heard("[FRAME-1] a message holds one frame or up to a hundred, a line feed between them", async (stage) => {
      const ann = await stage.link("ann");
      const frame = (id: number) => JSON.stringify({ type: "server.info", id });
      ann.write(frame(10_001));
      await ann.answer(10_001);
      ann.write(`\n${frame(10_002)}\n\n${frame(10_003)}\n`);
      for (const id of [10_002, 10_003]) await ann.answer(id);
      const many = span(20_001, 20_000 + LIMITS.framesPerMessage);
      ann.write(many.map(frame).join("\n"));
      for (const id of many) await ann.answer(id);
      await malformed(ann, [...many, 30_000].map(frame).join("\n"));
      for (const message of ann.messages) {
        for (const line of message.split("\n").filter((text) => text !== ""))
          equal(typeof JSON.parse(line), "object", "each line of a message of the server");
      }
    }),
    heard("[FRAME-2] what one link says in a conversation appears in the order in which it said it", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      for (let tries = 0; tries < 5; tries++) {
        const conv = await stage.group(ann, ["bob"]);
        const sent = await Promise.all(span(2, 31).map((n) => ann.attempt("message.send", words(conv, `${n}`))));
        // what was said before may have used up what one may say in a moment
        if (sent.some((answer) => answer.type === "error")) {
          await wait(1_000);
          continue;
        }
        const seqs = sent.map((answer) => (answer as { result: { seq: number } }).result.seq);
        equal(seqs, span(2, 31), "the places of thirty messages sent at once");
        await bob.entry(conv, 31);
        const entries = bob.heard(conv).slice(1);
        const texts = entries.map(({ body }) => (body as { text: string }).text);
        equal(texts, span(2, 31).map(String), "what the other hears, in its order");
        return;
      }
      throw new Skipped("thirty messages at once are more than this server takes");
    }),
    heard("[FRAME-3] each request is answered once, with its id", async (stage) => {
      const ann = await stage.link("ann");
      const types = ["account.get", "server.info", "no.such", "conversation.get", "session.list"];
      const ids = [1_000_001, 7_007, 5_005, Number.MAX_SAFE_INTEGER, 3_003];
      ann.write(types.map((type, at) => JSON.stringify({ type, id: ids[at], params: {} })).join("\n"));
      for (const id of ids) await ann.answer(id);
      await ann.ask("account.get", {});
      for (const id of ids) {
        const answers = ann.frames.filter((frame) => "id" in frame && frame.id === id);
        equal(answers.length, 1, `answers with the id ${id}`);
      }
    }),
    heard("[FRAME-3] an id that is no positive whole number is refused", async (stage) => {
      const ann = await stage.link("ann");
      for (const id of ["0", "-1", "0.5", "9007199254740992", '"1"', "null", "[1]"]) {
        const error = await unnamed(ann, `{"type":"account.get","id":${id},"params":{}}`);
        like(error, { name: "invalid", path: "/id" }, `the answer to a request with the id ${id}`);
      }
    }),
    heard("[FRAME-4] what is no JSON object is malformed, and the link goes on", async (stage) => {
      const ann = await stage.link("ann");
      for (const message of NO_FRAMES) await malformed(ann, message);
      await ann.ask("account.get", {});
    }),
    heard("[FRAME-5] a frame may be as deep as the limit and no deeper", async (stage) => {
      const ann = await stage.link("ann");
      const nested = (depth: number, id: number) =>
        `{"type":"server.info","id":${id},"x":${"[".repeat(depth)}1${"]".repeat(depth)}}`;
      // the frame itself is the first level
      ann.write(nested(LIMITS.depth - 1, 9_001));
      equal((await ann.answer(9_001)).type, "ok", "the answer to a frame as deep as the limit");
      for (const depth of [LIMITS.depth, 5_000]) await malformed(ann, nested(depth, 9_002));
    }),
    heard("[FRAME-6] a lone surrogate or U+0000, wherever it stands, makes a frame malformed", async (stage) => {
      const ann = await stage.link("ann");
      for (const text of ILL_FORMED) {
        await malformed(ann, `{"type":"account.get","id":6001,"params":{"${text}":1}}`);
        await malformed(ann, `{"type":"account.get","id":6002,"extra":["fine",["${text}"]]}`);
      }
      ann.write('{"type":"account.get","id":6003,"extra":"\\ud83d\\ude00"}');
      equal((await ann.answer(6_003)).type, "ok", "the answer to a frame with a pair of surrogates");
    }),
    heard("[FRAME-7] fields that are not known are passed over and not kept", async (stage) => {
      const ann = await stage.link("ann");
      const conv = await stage.group(ann, []);
      const params = { ...words(conv, "plain"), later: true, body: { text: "plain", later: { a: 1 } } };
      ann.say({ type: "message.send", id: 9_001, later: [1, 2], params });
      equal((await ann.answer(9_001)).type, "ok", "the answer to a frame with more fields");
      equal((await ann.entry(conv, 2)).body, { text: "plain" }, "the body that is kept");
    }),
    asked("[FRAME-8] a type that is no command is unknown", async (stage) => {
      const ann = await stage.actor("ann");
      for (const name of ["no.such", "constructor", "__proto__", "welcome", "entry", "MESSAGE.SEND"])
        like(await ann.request(name, {}), { type: "error", name: "unknown_command" }, `the answer to ${name}`);
    }),
    asked(
      "[FRAME-9] params that do not fit are invalid at the first field at fault, and change nothing",
      async (stage) => {
        const ann = await stage.actor("ann");
        const conv = await stage.group(ann, []);
        const good = words(conv, "x");
        const wrong: readonly (readonly [params: object, path: string])[] = [
          [{ ...good, conv: 7 }, "/conv"],
          [{ ...good, key: "short" }, "/key"],
          [{ ...good, kind: "no such kind" }, "/kind"],
          [{ ...good, body: "x" }, "/body"],
          [{ ...good, body: { text: 7 } }, "/body/text"],
          [{ key: good.key, kind: "text", body: { text: "x" } }, "/conv"],
        ];
        for (const [params, path] of wrong) {
          const answer = await ann.request("message.send", params);
          like(answer, { type: "error", name: "invalid", path }, `the answer to ${JSON.stringify(params)}`);
        }
        equal((await view(ann, conv)).head, 1, "the head of the log after them");
      },
    ),
    heard(
      "[FRAME-10] a message as large as the limit is taken, one that is larger ends its link and no other",
      async (stage) => {
        const [ann, bob] = await stage.links("ann", "bob");
        const padded = (size: number) => {
          const frame = '{"type":"server.info","id":7777,"pad":""}';
          return frame.replace('"pad":""', `"pad":"${"x".repeat(size - frame.length)}"`);
        };
        ann.write(padded(LIMITS.frame));
        await ann.answer(7_777);
        ann.write(padded(LIMITS.frame + 1));
        await ann.ended("a link that sends a message over the limit");
        await bob.ask("account.get", {});
      },
    ),
    once("[FRAME-11] a binary message is malformed whatever it holds, and the link goes on", async (stage) => {
      const raw = await stage.rawHello("ann");
      for (const held of ['{"type":"account.get","id":4}', "", "\u0000"]) {
        let before = raw.messages.all.filter((text) => text.includes('"malformed"')).length;
        raw.frame(BIT.last | OPCODE.binary, Buffer.from(held));
        await raw.messages.find((text) => text.includes('"malformed"') && before-- <= 0, "malformed");
      }
      raw.text('{"type":"account.get","id":5}');
      await raw.messages.find((text) => text.includes('"id":5'), "the answer to a request behind them");
    }),
    heard("[FRAME-12] an id may be used again once it was answered", async (stage) => {
      const ann = await stage.link("ann");
      const conv = await stage.group(ann, []);
      for (const round of span(1, 3)) {
        ann.say({ type: "message.send", id: 1_000, params: words(conv, `${round}`, newKey()) });
        let before = round;
        await ann.box.find((frame) => frame.type === "ok" && frame.id === 1_000 && --before === 0, `answer ${round}`);
      }
      equal((await view(ann, conv)).head, 4, "the head after three sends with one id");
      const seq = await say(ann, conv, "and another");
      holds(seq === 5, "the next message has the next place", seq);
      await refused(ann.ask("message.send", words(conv, "")), "invalid", "an empty text");
    }),
    ...hostileChecks,
  ],
};
