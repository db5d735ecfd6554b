import type { LinkEvents } from "@skein/client";
import type { Accept, Core, LinkListener } from "@skein/server";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { Channel } from "./channel.ts";

/** What a WebSocket tells when there was no closing handshake. */
const BROKEN = 1006;

/** What a dial comes to. */
export interface Reached {
  readonly node: string;
  readonly accept: Accept;
  readonly answer: Core["answer"];
}

/** What a link is made of. */
export interface SimLinkSetting {
  readonly clock: VirtualClock;
  /** Told to the server as where it comes from. */
  readonly address: string;
  readonly events: LinkEvents;
  /** ms that the next message takes. */
  readonly delay: () => number;
  readonly note: (line: string) => void;
  /** A message has arrived and was heard. */
  readonly passed: (direction: "up" | "down", message: string) => void;
  /** Neither side holds it any more. */
  readonly over: () => void;
}

/**
 * One connection in memory, seen by two who may not agree: each side is open until it closes by itself or is told, and what was
 * told may never arrive. Shapes and order of calls are those of a WebSocket under Bun.
 */
export class SimLink {
  readonly up: Channel;
  readonly down: Channel;
  #client: LinkEvents | undefined;
  #server: LinkListener | undefined;
  /** Where it is taken. */
  #node: string | undefined;
  #opened = false;
  #leftServer = false;

  constructor(private readonly is: SimLinkSetting) {
    this.#client = is.events;
    this.up = new Channel(is.clock, { delay: is.delay });
    this.down = new Channel(is.clock, { delay: is.delay, drained: () => this.#server?.drained() });
  }

  /** Whether the server holds it, or may come to. */
  get atServer(): boolean {
    return !this.#leftServer;
  }

  /** Whether it ends at this node. */
  isAt(node: string): boolean {
    return this.#node === node;
  }

  /** The client's call reaches the server, or the place where there is none. */
  dial(reach: () => Reached | undefined): void {
    this.up.send(0, () => {
      const reached = this.#client ? reach() : undefined;
      if (!reached) {
        this.down.send(0, () => this.breakClient());
        return;
      }
      this.#node = reached.node;
      this.#server = reached.accept({
        address: this.is.address,
        carrier: "websocket",
        write: (text) => this.#write(text),
        waiting: () => this.down.waiting,
        close: (code, reason) => this.#closeServer(code, reason),
      });
      this.down.send(0, () => this.#open());
    });
  }

  /** The client says something. */
  send(message: string): void {
    // as a WebSocket that is not open: dropped
    if (!this.#client || !this.#opened) return;
    this.up.send(message.length, () => {
      if (!this.#server) return;
      this.is.note(`↑ ${message}`);
      this.#server.text(message);
      this.is.passed("up", message);
    });
  }

  /** The client closes: it is told nothing more. */
  closeClient(code: number): void {
    if (!this.#client) return;
    this.#client = undefined;
    this.up.send(0, () => this.#serverGone(code));
    this.#ended();
  }

  /** The client learns that the link is broken. */
  breakClient(): void {
    this.#clientGone(BROKEN, "");
  }

  /** The server learns that the link is broken. */
  breakServer(): void {
    this.#serverGone(BROKEN);
  }

  /** The server's process is gone: it hears and says nothing more. */
  forgetServer(): void {
    this.#server = undefined;
    this.#leftServer = true;
    this.up.silence();
    this.#ended();
  }

  /** The client's process is gone: it hears and says nothing more. */
  forgetClient(): void {
    this.#client = undefined;
    this.down.silence();
    this.#ended();
  }

  #open(): void {
    if (!this.#client) return;
    this.#opened = true;
    this.is.note("open");
    this.#client.opened();
  }

  #write(text: string): boolean {
    if (!this.#server) return false;
    this.down.send(text.length, () => {
      if (!this.#client) return;
      this.is.note(`↓ ${text}`);
      this.#client.message(text);
      this.is.passed("down", text);
    });
    return this.down.waiting === 0;
  }

  #closeServer(code: number, reason: string): void {
    if (!this.#server) return;
    this.down.send(0, () => this.#clientGone(code, reason));
    // at once, inside the call: so does Bun
    this.#serverGone(code);
  }

  #clientGone(code: number, reason: string): void {
    const client = this.#client;
    if (!client) return;
    this.#client = undefined;
    this.is.note(`closed ${code} ${reason}`);
    this.#ended();
    client.closed(code, reason);
  }

  #serverGone(code: number): void {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    this.#leftServer = true;
    this.is.note(`server closed ${code}`);
    this.#ended();
    server.closed(code);
  }

  #ended(): void {
    if (!this.#client && !this.#server) this.is.over();
  }
}
