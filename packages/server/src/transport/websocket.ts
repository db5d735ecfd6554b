import { LIMITS } from "@skein/protocol";
import type { ServerWebSocket, WebSocketHandler } from "bun";
import type { Accept, Link, LinkListener } from "./link.ts";
import type { Traffic } from "./traffic.ts";

/** What Bun keeps with each socket. */
export interface SocketData {
  readonly address: string;
  listener?: LinkListener;
}

class WebSocketLink implements Link {
  constructor(
    private readonly socket: ServerWebSocket<SocketData>,
    private readonly traffic: Traffic,
  ) {}

  get address(): string {
    return this.socket.data.address;
  }

  write(text: string): boolean {
    // −1: taken, but waiting in our memory; 0: the socket is gone or over its bound, and will tell so by itself
    const sent = this.socket.send(text);
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

/** Bun's WebSocket server as links. `bound` is what may wait in memory for one peer before it is cut off. */
export function webSocketHandler(accept: Accept, bound: number, traffic: Traffic): WebSocketHandler<SocketData> {
  return {
    maxPayloadLength: LIMITS.frame,
    // a session asks for life by itself, by frames that also throttled pages answer
    idleTimeout: 0,
    sendPings: false,
    backpressureLimit: bound,
    closeOnBackpressureLimit: true,
    perMessageDeflate: false,
    open(socket) {
      socket.data.listener = accept(new WebSocketLink(socket, traffic));
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
