import { WebSocketClient } from "../../wire/websocket.ts";
import type { Dialect } from "../peer.ts";

/** `42["entry",{…},"offset"]`: the offset stands there only with connection state recovery. */
type EntryPacket = ["entry", { readonly text: string }, string?];

/** Where Socket.IO picks up again: the private session id and the offset of the last packet seen. */
interface ResumePoint {
  readonly pid: string;
  readonly offset: string;
}

/** Speaks Engine.IO 4 and Socket.IO 5 over a WebSocket: the few packets that a text client needs. */
export const socketioDialect: Dialect = {
  async dial({ hostname, port }, user, events, resumeFrom) {
    const joined = Promise.withResolvers<undefined>();
    let pid = "";
    let offset = "";
    const client = new WebSocketClient(
      { hostname, port, path: `/socket.io/?EIO=4&transport=websocket&user=${user}` },
      {
        open: () => undefined,
        text(payload) {
          if (payload.startsWith("42")) {
            const [, entry, at] = JSON.parse(payload.slice(2)) as EntryPacket;
            if (at !== undefined) offset = at;
            events.delivered(entry.text);
          } else if (payload.startsWith("43")) {
            events.acked(Number.parseInt(payload.slice(2), 10));
          } else if (payload === "2") {
            client.send("3");
          } else if (payload.startsWith("0")) {
            client.send(`40${resumeFrom ?? ""}`);
          } else if (payload.startsWith("40")) {
            pid = (JSON.parse(payload.slice(2)) as { pid?: string }).pid ?? "";
            joined.resolve(undefined);
          } else {
            events.refused(payload);
          }
        },
        closed(code) {
          joined.reject(new Error(`The link of person ${user} was closed with ${code}`));
          events.closed(code);
        },
      },
    );
    await client.dial();
    await joined.promise;
    return {
      send: (n, conv, text) => client.send(`42${n}${JSON.stringify(["send", conv, text])}`),
      resumePoint: () => (offset === "" ? undefined : JSON.stringify({ pid, offset } satisfies ResumePoint)),
      close: () => client.close(),
      cut: () => client.cut(),
    };
  },
};
