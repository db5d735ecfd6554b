import { LIMITS } from "@skein/protocol";
import { once } from "../check.ts";
import { equal, Failure, like } from "../expect.ts";
import type { RawSocket } from "../wire/raw-socket.ts";
import { BIT, maskedFrame, OPCODE } from "../wire/websocket-frames.ts";

const { last, packed, second, third } = BIT;
const { more, text, binary, close, ping, pong } = OPCODE;

const EMPTY = Buffer.alloc(0);
const OBJECT = Buffer.from("{}");
const code = (value: number, ...reason: number[]) => Buffer.from([value >> 8, value & 0xff, ...reason]);
/** A first byte, a length that says eight more bytes tell it, these, and a mask. */
const ofLength = (...length: number[]) => Buffer.from([last | text, 0xff, ...length, 1, 2, 3, 4]);

type Wrong = readonly [what: string, closes: number, send: (raw: RawSocket) => void];

/** What breaks RFC 6455, and the close code that says how (7.4.1). */
const WRONG: readonly Wrong[] = [
  ["a frame that is not masked", 1002, (raw) => raw.bytes(Buffer.from([last | text, 2, 0x7b, 0x7d]))],
  ["the first reserved bit, without an extension", 1002, (raw) => raw.frame(last | packed | text, OBJECT)],
  ["the second reserved bit", 1002, (raw) => raw.frame(last | second | text, OBJECT)],
  ["the third reserved bit", 1002, (raw) => raw.frame(last | third | text, OBJECT)],
  ["a reserved opcode", 1002, (raw) => raw.frame(last | 0x3, OBJECT)],
  ["a reserved opcode of control", 1002, (raw) => raw.frame(last | 0xb, EMPTY)],
  ["a continuation of nothing", 1002, (raw) => raw.frame(last | more, OBJECT)],
  [
    "a message within another",
    1002,
    (raw) => {
      raw.frame(text, Buffer.from("{"));
      raw.frame(last | text, OBJECT);
    },
  ],
  ["a ping of more than 125 bytes", 1002, (raw) => raw.frame(last | ping, Buffer.alloc(126))],
  ["a ping in fragments", 1002, (raw) => raw.frame(ping, Buffer.from("x"))],
  ["a close of one byte", 1002, (raw) => raw.frame(last | close, Buffer.from([3]))],
  ["a close with a code that nobody may send", 1002, (raw) => raw.frame(last | close, code(1005))],
  ["a close with a code that there is not", 1002, (raw) => raw.frame(last | close, code(999))],
  ["a close whose reason is not UTF-8", 1007, (raw) => raw.frame(last | close, code(1000, 0xff))],
  ["a length of 2^63", 1009, (raw) => raw.bytes(ofLength(0x80, 0, 0, 0, 0, 0, 0, 0))],
  ["a length of 1 GiB", 1009, (raw) => raw.bytes(ofLength(0, 0, 0, 0, 0x40, 0, 0, 0))],
  ["a message over the limit", 1009, (raw) => raw.frame(last | text, Buffer.alloc(LIMITS.frame + 1, 0x20))],
  [
    "a message that is over the limit by its fragments together",
    1009,
    (raw) => {
      const half = Buffer.alloc(LIMITS.frame / 2 + 1, 0x20);
      raw.frame(text, half);
      raw.frame(last | more, half);
    },
  ],
  ...[[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xbd]].map(
    (bytes): Wrong => [
      `text with the bytes ${Buffer.from(bytes).toString("hex")}, which are not UTF-8`,
      1007,
      (raw) => raw.frame(last | text, Buffer.from([0x22, ...bytes, 0x22])),
    ],
  ),
  [
    "a mask that is not the one of its bytes, which makes no UTF-8 of them",
    1007,
    (raw) => raw.bytes(Buffer.from([last | text, 0x82, 0xff, 0xff, 0xff, 0xff, 0x7b, 0x7d])),
  ],
  [
    "text that is not UTF-8 where two fragments meet",
    1007,
    (raw) => {
      raw.frame(text, Buffer.from([0x22, 0xe4]));
      raw.frame(last | more, Buffer.from([0x22, 0x22]));
    },
  ],
  [
    "text that ends in the midst of a character, in its last fragment",
    1007,
    (raw) => {
      raw.frame(text, Buffer.from('{"a":"'));
      raw.frame(last | more, Buffer.from([0xe9, 0x9b]));
    },
  ],
];

/** What is odd and right: the link ends as its client says, with nothing of the message that it had begun. */
const LEFT: Wrong = [
  "a close between the fragments of a message",
  1000,
  (raw) => {
    raw.frame(text, Buffer.from("{"));
    raw.frame(last | close, code(1000));
  },
];

/** What is odd and right. */
const ODD: readonly (readonly [what: string, send: (raw: RawSocket, frame: Buffer) => void])[] = [
  [
    "three fragments, cut in the midst of a character",
    (raw, frame) => {
      const cut = frame.indexOf("雁") + 1;
      raw.frame(text, frame.subarray(0, cut));
      raw.frame(more, frame.subarray(cut, cut + 1));
      raw.frame(last | more, frame.subarray(cut + 1));
    },
  ],
  [
    "fragments with a ping and a pong between them",
    (raw, frame) => {
      raw.frame(text, frame.subarray(0, 5));
      raw.frame(last | ping, Buffer.from("between"));
      raw.frame(last | pong, Buffer.from("unasked"));
      raw.frame(last | more, frame.subarray(5));
    },
  ],
  [
    "a mask of zeros",
    (raw, frame) => raw.bytes(Buffer.concat([Buffer.from([last | text, 0x80 | frame.length, 0, 0, 0, 0]), frame])),
  ],
  [
    "empty fragments",
    (raw, frame) => {
      raw.frame(text, EMPTY);
      raw.frame(more, frame);
      raw.frame(last | more, EMPTY);
    },
  ],
  [
    "fragments of one byte",
    (raw, frame) => {
      for (const [at, byte] of frame.entries()) {
        raw.frame((at === 0 ? text : more) | (at === frame.length - 1 ? last : 0), Buffer.from([byte]));
      }
    },
  ],
  [
    "bytes that come one by one",
    (raw, frame) => {
      for (const byte of maskedFrame(last | text, frame)) raw.bytes(Buffer.from([byte]));
    },
  ],
  [
    "a message whose length takes eight bytes",
    (raw, frame) => raw.frame(last | text, Buffer.concat([Buffer.alloc(70_000, 0x20), frame])),
  ],
];

export const hostileChecks = [
  once(
    "[FRAME-13][FRAME-10] what breaks RFC 6455 ends its link with the code that says how, and no other link",
    async (stage) => {
      const [ann, conv] = await stage.links("ann").then(async ([link]) => [link, await stage.group(link, [])] as const);
      for (const [what, closes, send] of [...WRONG, LEFT]) {
        const raw = await stage.rawHello("bob");
        send(raw);
        equal((await raw.ended(what)).code, closes, `the close code for ${what}`);
        const answers = raw.messages.all.slice(1).filter((message) => message.includes('"id"'));
        if (answers.length > 0) throw new Failure(`what was answered after ${what}`, "nothing", answers);
      }
      like(await ann.request("message.list", { conv }), { type: "ok" }, "the answer to somebody else");
    },
  ),
  once(
    "[FRAME-13] what is odd and right is taken: fragments, control frames between them, characters cut by them",
    async (stage) => {
      for (const [at, [what, send]] of ODD.entries()) {
        const raw = await stage.rawHello("bob");
        send(raw, Buffer.from(JSON.stringify({ type: "server.info", id: 70 + at, note: "雁书" })));
        await raw.messages.find((message) => message.includes(`"id":${70 + at}`), `an answer to ${what}`);
        if (raw.wrong.length > 0) throw new Failure("the server's own frames", "as RFC 6455 says", raw.wrong);
        raw.close();
      }
    },
  ),
  once("[FRAME-13] a ping is answered with its own bytes, and a close with its own code", async (stage) => {
    const raw = await stage.rawHello("bob");
    for (const payload of ["", "x", "y".repeat(125)]) {
      raw.frame(last | ping, Buffer.from(payload));
      await raw.pongs.find((came) => came === payload, `a pong of ${payload.length} bytes`);
    }
    raw.frame(last | close, code(1000));
    equal((await raw.ended("a link that was closed by the client")).code, 1000, "the code of the answer to a close");
    const other = await stage.rawHello("bob");
    other.frame(last | close, EMPTY);
    await other.ended("a link that was closed without a code");
    const third = await stage.rawHello("bob");
    third.frame(last | binary, EMPTY);
    await third.messages.find((message) => message.includes('"malformed"'), "malformed, for an empty binary message");
  }),
];
