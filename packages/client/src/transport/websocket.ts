import { SOCKET_PATH, SUBPROTOCOL } from "@skein/protocol";
import type { Transport } from "./transport.ts";

/** As much of the standard WebSocket as the client uses; the browser's, Node's (≥ 22), Bun's and the `ws` package's all fit. */
export interface WebSocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export type WebSocketConstructor = new (url: string, protocols: string | string[]) => WebSocketLike;

const OPEN = 1;

/** The address of the WebSocket under a server's base URL: `https://host/chat` → `wss://host/chat/v1/socket`. */
export function socketUrl(base: string): string {
  return base.replace(/^http/i, "ws").replace(/\/+$/, "") + SOCKET_PATH;
}

/**
 * The usual transport.
 *
 * @throws TypeError where there is no WebSocket
 * @example createClient({ url, token, transport: webSocketTransport(WebSocket) })
 */
export function webSocketTransport(Socket?: WebSocketConstructor): Transport {
  const Constructor = Socket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
  if (!Constructor) throw new TypeError("No WebSocket here: pass one as `webSocket` (Node 20: the package `ws`).");
  return (base, events) => {
    const socket = new Constructor(socketUrl(base), [SUBPROTOCOL]);
    const detach = (): void => {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      // A listener stays: in Node an error of a socket without one ends the process.
      socket.onerror = () => undefined;
    };
    socket.onopen = () => events.opened();
    socket.onmessage = (event: { readonly data: unknown }) => {
      if (typeof event.data === "string") events.message(event.data);
    };
    socket.onclose = (event: { readonly code: number; readonly reason: string }) => {
      detach();
      events.closed(event.code, event.reason);
    };
    // What went wrong is told to nobody but the close event that follows.
    socket.onerror = () => undefined;
    return {
      send: (message) => {
        if (socket.readyState === OPEN) socket.send(message);
      },
      close: (code, reason) => {
        detach();
        socket.close(code, reason);
      },
    };
  };
}
