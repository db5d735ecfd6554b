import { SUBPROTOCOL } from "@skein/protocol";

/** The other end of a link, for the command line. */
export interface Dialled {
  send(frame: object): void;
  close(): void;
}

/** What hears it. Calls come one at a time and never after `closed`. */
export interface DialListener {
  opened(): void;
  frame(text: string): void;
  closed(code: number, reason: string): void;
}

/** Bun's takes more than the browsers' does, by whose types it is known here. */
const BunWebSocket = WebSocket as unknown as new (url: string, options: Bun.WebSocketOptions) => WebSocket;

/** Connects to a server's socket; whatever comes of it is told to the listener. */
export function dial(
  url: string,
  listener: DialListener,
  tls: { readonly rejectUnauthorized: boolean } = { rejectUnauthorized: true },
): Dialled {
  const socket = new BunWebSocket(url, { protocols: [SUBPROTOCOL], tls });
  socket.onopen = () => {
    listener.opened();
  };
  socket.onmessage = ({ data }) => {
    for (const line of String(data).split("\n")) if (line !== "") listener.frame(line);
  };
  socket.onclose = ({ code, reason }) => {
    listener.closed(code, reason);
  };
  return {
    send: (frame) => {
      socket.send(JSON.stringify(frame));
    },
    close: () => {
      socket.close();
    },
  };
}
