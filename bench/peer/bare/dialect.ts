import { WebSocketClient } from "../../wire/websocket.ts";
import type { Dialect } from "../peer.ts";
import type { SendFrame, ServerFrame } from "./wire.ts";

/** Speaks to the bare line and to the echo. Who one is stands in the path: there is no sign-in to measure. */
export const bareDialect: Dialect = {
  async dial({ hostname, port }, user, events) {
    const open = Promise.withResolvers<undefined>();
    const client = new WebSocketClient(
      { hostname, port, path: `/${user}` },
      {
        open: () => open.resolve(undefined),
        text(payload) {
          for (const frame of JSON.parse(payload) as ServerFrame[]) {
            if ("ack" in frame) events.acked(frame.ack);
            else events.delivered(frame.text);
          }
        },
        closed(code) {
          open.reject(new Error(`The link of person ${user} was closed with ${code}`));
          events.closed(code);
        },
      },
    );
    await client.dial();
    await open.promise;
    return {
      send: (n, conv, text) => client.send(JSON.stringify({ n, conv, text } satisfies SendFrame)),
      resumePoint: () => undefined,
      close: () => client.close(),
      cut: () => client.cut(),
    };
  },
};
