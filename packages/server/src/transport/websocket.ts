import { LIMITS } from "@skein/protocol";
import type { ServerWebSocket, WebSocketHandler } from "bun";
import { isWorthIt } from "../kit/compression.ts";
import type { Accept, Link, LinkListener } from "./link.ts";
import type { Traffic } from "./traffic.ts";

/** What Bun keeps with each socket. */
export interface SocketData {
  readonly address: string;
  readonly base: string | undefined;
  listener?: LinkListener;
}

class WebSocketLink implements Link {
  readonly carrier = "websocket";

  constructor(
    private readonly socket: ServerWebSocket<SocketData>,
    private readonly traffic: Traffic,
    private readonly compressing: boolean,
  ) {}

  get address(): string {
    return this.socket.data.address;
  }

  get base(): string | undefined {
    return this.socket.data.base;
  }

  write(text: string): boolean {
    // −1: taken, but waiting in our memory; 0: the socket is gone or over its bound, and will tell so by itself
    const sent = this.socket.send(text, this.compressing && isWorthIt(text));
    if (sent !== 0) this.traffic.wrote(sent > 0 ? sent : Buffer.byteLength(text));
    return sent > 0;
  }

  waiting(): number {
    return this.socket.getBufferedAmount();
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }
}

export interface WebSocketSetting {
  /** What may wait in memory for one peer before it is cut off. */
  readonly bound: number;
  /** Large messages are compressed for those who accept it. */
  readonly compressing: boolean;
}

/** Bun's WebSocket server as links. */
export function webSocketHandler(
  accept: Accept,
  { bound, compressing }: WebSocketSetting,
  traffic: Traffic,
): WebSocketHandler<SocketData> {
  return {
    maxPayloadLength: LIMITS.frame,
    // a session asks for life by itself, by frames that also throttled pages answer
    idleTimeout: 0,
    sendPings: false,
    backpressureLimit: bound,
    closeOnBackpressureLimit: true,
    // one compressor for all, which forgets each message: a link keeps no memory for it [CONN-12]
    perMessageDeflate: compressing ? { compress: "shared", decompress: "shared" } : false,
    open(socket) {
      socket.data.listener = accept(new WebSocketLink(socket, traffic, compressing));
    },
    message(socket, message) {
      traffic.received += 1;
      if (typeof message === "string") socket.data.listener?.text(message);
      else socket.data.listener?.binary();
    },
    drain(socket) {
      socket.data.listener?.drained();
    },
    close(socket, code) {
      traffic.closed(code);
      socket.data.listener?.closed(code);
    },
  };
}
