import type { Socket } from "node:net";
import { SOCKET_PATH, SUBPROTOCOL } from "@skein/protocol";
import { constants, inflateRawSync } from "node:zlib";
import { within } from "../clock.ts";
import { Failure } from "../expect.ts";
import { bytes } from "../random.ts";
import { CUT } from "./carrier.ts";
import { Mailbox } from "./mailbox.ts";
import { answerOf, connect, type RawAnswer } from "./raw-connection.ts";
import { BIT, firstFrame, maskedFrame, OPCODE, type RawFrame } from "./websocket-frames.ts";

/** What the sender of a packed message leaves off its end. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export interface Asking {
  readonly patience: number;
  /** Beside those of every upgrade, or in their place; "" leaves one out. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Behind the path of the socket. */
  readonly query?: string;
}

/**
 * A WebSocket by hand, RFC 6455 over a plain socket: for a client that keeps the rules, and for one that breaks them.
 *
 * @example
 * const raw = await RawSocket.ask(url, { patience });
 * raw.text(JSON.stringify({ type: "hello", id: 1, token }));
 */
export class RawSocket {
  /** Text messages that came, in order. */
  readonly messages: Mailbox<string>;
  /** Payloads of the pongs that came. */
  readonly pongs: Mailbox<string>;
  /** How the server ended it. */
  readonly closed: Promise<Closed>;
  /** What of the server's own frames broke RFC 6455. */
  readonly wrong: string[] = [];
  /** Told of each message, and of the end. */
  ears: { message(text: string): void; closed(code: number, reason: string): void } | undefined;
  readonly answered: Promise<RawAnswer>;
  #came: Buffer = Buffer.alloc(0);
  #upgraded = false;
  #parts: Buffer[] = [];
  #packed = false;
  #packs = false;
  #told: Closed | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly patience: number,
  ) {
    this.messages = new Mailbox(patience);
    this.pongs = new Mailbox(patience);
    let answered: (answer: RawAnswer) => void = () => undefined;
    let unanswered: (why: Error) => void = () => undefined;
    let over: (end: Closed) => void = () => undefined;
    this.answered = new Promise((resolve, reject) => {
      answered = resolve;
      unanswered = reject;
    });
    this.closed = new Promise((resolve) => {
      over = resolve;
    });
    // whoever does not wait for it need not hear that there was none
    this.answered.catch(() => undefined);
    socket.on("error", () => undefined);
    socket.on("data", (part: Buffer) => {
      this.#came = Buffer.concat([this.#came, part]);
      if (!this.#upgraded) this.#head(answered);
      if (this.#upgraded) this.#read();
    });
    socket.on("close", () => {
      const end = this.#told ?? { code: CUT, reason: "" };
      const why = new Failure("a connection that is to stay", "open", `closed with ${end.code} ${end.reason}`);
      unanswered(why);
      this.messages.end(why);
      this.pongs.end(why);
      over(end);
      this.ears?.closed(end.code, end.reason);
    });
  }

  /** Asks for an upgrade; resolves with the answer, also where it is a refusal. */
  static async ask(url: URL, asking: Asking): Promise<RawSocket & { readonly answer: RawAnswer }> {
    const raw = new RawSocket(await connect(url, asking.patience), asking.patience);
    const lines = {
      Host: url.host,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": bytes(16).toString("base64"),
      "Sec-WebSocket-Protocol": SUBPROTOCOL,
      ...asking.headers,
    };
    const head = Object.entries(lines).map(([name, value]) => (value === "" ? "" : `${name}: ${value}\r\n`));
    const path = `${url.pathname.replace(/\/+$/, "")}${SOCKET_PATH}${asking.query ?? ""}`;
    raw.socket.write(`GET ${path} HTTP/1.1\r\n${head.join("")}\r\n`);
    const none = () => new Failure("asking for an upgrade", "an answer", `none within ${asking.patience} ms`);
    return Object.assign(raw, { answer: await within(asking.patience, raw.answered, none) });
  }

  /** One text message in one frame. */
  text(message: string): void {
    this.frame(BIT.last | OPCODE.text, Buffer.from(message));
  }

  /** One frame, masked as a client's must be; `head` is its whole first byte. */
  frame(head: number, payload: Uint8Array): void {
    this.bytes(maskedFrame(head, payload));
  }

  /** Any bytes. */
  bytes(sent: Uint8Array): void {
    if (!this.socket.destroyed) this.socket.write(sent);
  }

  /** The code that the server closes with; fails where it does not. */
  async ended(what: string, patience = this.patience): Promise<Closed> {
    return within(patience, this.closed, () => new Failure(what, "the connection is closed", "it stays open"));
  }

  close(): void {
    if (this.#upgraded) this.frame(BIT.last | OPCODE.close, Buffer.from([0x03, 0xe8]));
    this.socket.destroySoon();
  }

  #head(answered: (answer: RawAnswer) => void): void {
    const text = this.#came.toString("latin1");
    const answer = answerOf(text);
    if (!text.includes("\r\n\r\n")) return;
    if (answer.status === 101) {
      this.#upgraded = true;
      this.#packs = answer.headers.has("sec-websocket-extensions");
      this.#came = this.#came.subarray(text.indexOf("\r\n\r\n") + 4);
    } else if (answer.body.length < Number(answer.headers.get("content-length") ?? 0)) return;
    answered(answer);
  }

  #read(): void {
    for (let found = firstFrame(this.#came); found; found = firstFrame(this.#came)) {
      this.#came = this.#came.subarray(found.size);
      this.#take(found.frame);
    }
  }

  #take({ head, payload, masked }: RawFrame): void {
    if (masked) this.wrong.push("a frame of the server is masked");
    const opcode = head & 0x0f;
    const packed = (head & BIT.packed) > 0;
    if ((packed && !this.#packs) || (head & (BIT.second | BIT.third)) > 0) this.wrong.push("a reserved bit is set");
    if (opcode === OPCODE.ping) this.frame(BIT.last | OPCODE.pong, payload);
    else if (opcode === OPCODE.pong) this.pongs.put(payload.toString());
    else if (opcode === OPCODE.close) this.#farewell(payload);
    else {
      if (opcode !== OPCODE.more) this.#packed = packed;
      this.#parts.push(payload);
      if ((head & BIT.last) === 0) return;
      const whole = Buffer.concat(this.#parts.splice(0));
      const message = (this.#packed ? unpacked(whole) : whole).toString();
      this.messages.put(message);
      this.ears?.message(message);
    }
  }

  #farewell(payload: Buffer): void {
    // an empty close says nothing: RFC 6455 calls that 1005
    const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
    this.#told = { code, reason: payload.subarray(2).toString() };
    this.frame(BIT.last | OPCODE.close, payload.subarray(0, 2));
    this.socket.end();
  }
}

/** A message as permessage-deflate packs it (RFC 7692, 7.2.2). */
function unpacked(payload: Buffer): Buffer {
  return inflateRawSync(Buffer.concat([payload, TAIL]), { finishFlush: constants.Z_SYNC_FLUSH });
}
