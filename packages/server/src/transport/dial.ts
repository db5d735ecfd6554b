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

/** Connects to a server's socket; whatever comes of it is told to the listener. */
export function dial(url: string, listener: DialListener): Dialled {
  const socket = new WebSocket(url, [SUBPROTOCOL]);
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
