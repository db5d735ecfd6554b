import { webSocketTransport, type DeviceInfo, type Link, type Transport } from "@skein/client";
import type { CommandName, ErrorFrame, OkFrame, Params, Result, ServerFrame, Welcome } from "@skein/protocol";
import { LinkClosed, WireFault } from "./wire-fault.ts";

/** Where and as whom. */
export interface WireOptions {
  /** Base URL of the server; over a `SimNetwork` it says nothing. */
  readonly url?: string;
  /** A real WebSocket unless told. */
  readonly transport?: Transport;
}

/** What a hello says beside its type. */
export interface HelloOptions {
  readonly token: string;
  readonly cursor?: string | undefined;
  readonly device?: DeviceInfo;
}

interface Waiting<F> {
  readonly matches: (frame: ServerFrame) => boolean;
  readonly resolve: (frame: F) => void;
  readonly reject: (fault: LinkClosed) => void;
}

/**
 * A client that says what it is told to and keeps all it hears: the protocol by hand, for tests that look at single frames.
 * It answers pings unless told not to. Waiting has no time-out: a test's own ends it.
 *
 * @example
 * const ann = await WireClient.connect({ url: server.url, token });
 * const { seq } = await ann.ask("message.send", { conv, key, kind: "text", body: { text: "hi" } });
 * const entry = await bob.next((frame) => frame.type === "entry" && frame.seq === seq);
 */
export class WireClient {
  /** All that came, in order. */
  readonly frames: ServerFrame[] = [];
  /** Whether pings are answered. */
  lively = true;
  /** Resolves when the link has ended, with its close code. */
  readonly closed: Promise<LinkClosed>;
  #link: Link | undefined;
  #ended: LinkClosed | undefined;
  #id = 0;
  #taken = 0;
  #waiting: Waiting<ServerFrame>[] = [];
  #end: (how: LinkClosed) => void = () => undefined;

  private constructor() {
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Opens a link and says nothing. Rejects with {@link LinkClosed} when it does not open. */
  static async open({ url = "", transport = webSocketTransport() }: WireOptions): Promise<WireClient> {
    const client = new WireClient();
    await new Promise<void>((opened, refused) => {
      client.#link = transport(url, {
        opened,
        message: (message) => client.#message(message),
        closed(code, reason) {
          client.#close(new LinkClosed(code, reason));
          refused(new LinkClosed(code, reason));
        },
      });
    });
    return client;
  }

  /** Opens a link and says hello. Rejects with {@link WireFault} when the hello is refused. */
  static async connect(options: WireOptions & HelloOptions): Promise<WireClient & { readonly welcome: Welcome }> {
    const client = await WireClient.open(options);
    const welcome = await client.hello(options);
    return Object.assign(client, { welcome });
  }

  /** Says hello and waits for `welcome`. */
  async hello({ token, cursor, device }: HelloOptions): Promise<Welcome> {
    const id = this.nextId();
    this.say({ type: "hello", id, token, ...(cursor && { cursor }), ...(device && { device }) });
    const frame = await this.#first((one): one is Welcome | ErrorFrame => "id" in one && one.id === id);
    if (frame.type === "error") throw new WireFault(frame);
    return frame;
  }

  /** An id that was not used on this link. */
  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  /** Sends a frame as JSON. */
  say(frame: object): void {
    this.write(JSON.stringify(frame));
  }

  /** Sends a message as it stands. */
  write(message: string): void {
    this.#link?.send(message);
  }

  /** A command; rejects with {@link WireFault} when it is refused, with {@link LinkClosed} when there will be no answer. */
  async ask<N extends CommandName>(name: N, params: Params<N>): Promise<Result<N>> {
    const frame = await this.request(name, params);
    if (frame.type === "error") throw new WireFault(frame);
    return frame.result as Result<N>;
  }

  /** A request and the frame that answers it, whatever it says. */
  request(name: string, params?: unknown): Promise<OkFrame | ErrorFrame> {
    const id = this.nextId();
    this.say({ type: name, id, ...(params !== undefined && { params }) });
    return this.answer(id);
  }

  /** The answer to a request's id, also one that is still to come. */
  answer(id: number): Promise<OkFrame | ErrorFrame> {
    return this.#first((one): one is OkFrame | ErrorFrame => "id" in one && one.id === id && one.type !== "welcome");
  }

  /** The first frame that matches after the one that `next` answered last; waits for it where it has not come. */
  async next<F extends ServerFrame = ServerFrame>(
    matches: ((frame: ServerFrame) => frame is F) | ((frame: ServerFrame) => boolean),
  ): Promise<F> {
    const from = this.#taken;
    const at = this.frames.findIndex((frame, index) => index >= from && matches(frame));
    if (at >= 0) {
      this.#taken = at + 1;
      return this.frames[at] as F;
    }
    const frame = await this.#coming<F>(matches);
    this.#taken = Math.max(this.#taken, this.frames.indexOf(frame) + 1);
    return frame;
  }

  /** Ends the link. */
  close(code = 1000): void {
    this.#link?.close(code, "");
    // the transport tells nothing after a close of ours
    this.#close(new LinkClosed(code, "closed here"));
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #first<F extends ServerFrame>(matches: (frame: ServerFrame) => frame is F): Promise<F> {
    // ids may be used again once they were answered: the latest counts
    return this.frames.findLast(matches) ?? this.#coming<F>(matches);
  }

  #coming<F extends ServerFrame>(matches: (frame: ServerFrame) => boolean): Promise<F> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise<F>((resolve, reject) => {
      this.#waiting.push({ matches, resolve: resolve as (frame: ServerFrame) => void, reject });
    });
  }

  #message(message: string): void {
    for (const line of message.split("\n")) {
      const frame = JSON.parse(line) as ServerFrame;
      this.frames.push(frame);
      if (frame.type === "ping" && this.lively) this.say({ type: "pong" });
      const waiting = this.#waiting;
      this.#waiting = waiting.filter(({ matches }) => !matches(frame));
      for (const one of waiting) if (!this.#waiting.includes(one)) one.resolve(frame);
    }
  }

  #close(how: LinkClosed): void {
    if (this.#ended) return;
    this.#ended = how;
    this.#end(how);
    for (const { reject } of this.#waiting.splice(0)) reject(how);
  }
}
