import type { Socket } from "bun";
import { type FrameSink, readFrames, roomFor, writePong, writeText } from "./frame.ts";

export interface WebSocketEvents {
  /** The server took the upgrade. */
  open(): void;
  text(payload: string): void;
  /** Once, for whatever reason; `code` is the close code, or 1006 where the link just ended. */
  closed(code: number): void;
}

export interface Address {
  readonly hostname: string;
  readonly port: number;
  readonly path: string;
  readonly protocol?: string;
}

const EMPTY = Buffer.alloc(0);
const HEAD_END = Buffer.from("\r\n\r\n");

/** Frames are written here and handed to the kernel in the same turn, so all links can share it. */
let scratch = Buffer.allocUnsafe(1 << 20);

/**
 * A WebSocket client that costs the generator as little as possible: what is sent in one turn of the loop leaves in
 * one write, as it would on any link with some delay. Every peer is driven by this same client.
 */
export class WebSocketClient implements FrameSink {
  readonly #address: Address;
  readonly #events: WebSocketEvents;
  #socket: Socket | undefined;
  #upgraded = false;
  #ended = false;
  #closeCode = 1006;
  /** Bytes of a frame that has not come whole. */
  #rest: Buffer = EMPTY;
  #waiting: string[] = [];
  /** Bytes that the kernel did not take yet. */
  #unsent: Buffer = EMPTY;

  constructor(address: Address, events: WebSocketEvents) {
    this.#address = address;
    this.#events = events;
  }

  /** Resolves when the TCP link is there; `events.open` tells when it is a WebSocket. */
  async dial(): Promise<void> {
    await Bun.connect({
      hostname: this.#address.hostname,
      port: this.#address.port,
      socket: {
        open: (socket) => {
          this.#socket = socket;
          socket.setNoDelay(true);
          this.#write(Buffer.from(this.#request()));
        },
        data: (_socket, chunk) => this.#read(chunk),
        drain: () => this.#write(EMPTY),
        close: () => this.#end(),
        error: () => this.#end(),
      },
    });
  }

  send(text: string): void {
    if (this.#waiting.push(text) === 1) queueMicrotask(() => this.#flush());
  }

  /** Ends the link in order. */
  close(): void {
    this.#socket?.end();
  }

  /** Ends the link as a lost network does: no close frame, nothing flushed. */
  cut(): void {
    this.#socket?.terminate();
  }

  onText(payload: string): void {
    this.#events.text(payload);
  }

  onPing(payload: Buffer): void {
    const pong = Buffer.alloc(roomFor(payload.length));
    this.#write(pong.subarray(0, writePong(pong, 0, payload)));
  }

  onClose(code: number): void {
    this.#closeCode = code;
    this.#socket?.end();
  }

  #request(): string {
    const { hostname, port, path, protocol } = this.#address;
    const offer = protocol === undefined ? "" : `Sec-WebSocket-Protocol: ${protocol}\r\n`;
    return (
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: c2tlaW4gYmVuY2ggLi4uLg==\r\nSec-WebSocket-Version: 13\r\n${offer}\r\n`
    );
  }

  #flush(): void {
    const texts = this.#waiting;
    this.#waiting = [];
    const room = texts.reduce((sum, text) => sum + roomFor(text.length), 0);
    if (room > scratch.length) scratch = Buffer.allocUnsafe(room);
    let end = 0;
    for (const text of texts) end = writeText(scratch, end, text);
    this.#write(scratch.subarray(0, end));
  }

  #write(bytes: Buffer): void {
    if (this.#ended || !this.#socket) return;
    const all = this.#unsent.length > 0 ? Buffer.concat([this.#unsent, bytes]) : bytes;
    if (all.length === 0) return;
    const taken = Math.max(0, this.#socket.write(all));
    this.#unsent = taken < all.length ? Buffer.from(all.subarray(taken)) : EMPTY;
  }

  #read(chunk: Buffer): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = EMPTY;
    if (!this.#upgraded) {
      const head = bytes.indexOf(HEAD_END);
      if (head < 0) {
        this.#rest = bytes;
        return;
      }
      if (!bytes.toString("latin1", 0, 12).endsWith(" 101")) {
        this.cut();
        return;
      }
      this.#upgraded = true;
      this.#events.open();
      bytes = bytes.subarray(head + HEAD_END.length);
    }
    const used = readFrames(bytes, this);
    if (used < bytes.length) this.#rest = Buffer.from(bytes.subarray(used));
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.closed(this.#closeCode);
  }
}
