import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { Late } from "../late.ts";
import type { ClientOptions } from "../options.ts";
import type { Link, Transport } from "./transport.ts";
import { webSocketTransport } from "./websocket.ts";

/**
 * The way to the server. What finds out what the network lets through, and what stands in between for a page with other tabs, a client that asks for life by itself or
 * that knows several addresses or gets its tokens anew, is loaded behind the core, beginning now; where it cannot be, a WebSocket it is.
 */
export function way(
  options: ClientOptions,
  parts: { readonly clock: Clock; readonly random: Random; readonly background: Background },
): Transport {
  const { transport, token, heartbeat, urls } = options;
  if (transport && typeof document !== "object" && heartbeat !== "adaptive" && !urls && typeof token === "string")
    return transport;
  const late = new Late(parts.background, () =>
    import("./between.ts").then(
      ({ between }) => between(options, parts),
      () => transport ?? webSocketTransport(options.webSocket),
    ),
  );
  late.with(() => undefined);
  return (url, events) => {
    let link: Link | undefined;
    let over = false;
    late.with((loaded) => {
      if (!over) link = loaded(url, events);
    });
    return {
      send: (message) => link?.send(message),
      close: (code, reason) => {
        over = true;
        link?.close(code, reason);
      },
    };
  };
}
