import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { Late } from "../late.ts";
import type { ClientOptions } from "../options.ts";
import type { Link, Transport } from "./transport.ts";
import { webSocketTransport } from "./websocket.ts";

/**
 * The way to the server. A page with other tabs, a client that asks for life by itself or that knows several addresses has something in between that is loaded behind
 * the core, beginning now; where it cannot be, the usual way it is.
 */
export function way(
  options: ClientOptions,
  parts: { readonly clock: Clock; readonly random: Random; readonly background: Background },
): Transport {
  const usual = options.transport ?? webSocketTransport(options.webSocket);
  if (typeof document !== "object" && options.heartbeat !== "adaptive" && !options.urls) return usual;
  const late = new Late(parts.background, () =>
    import("./between.ts").then(
      ({ between }) => between(options, usual, parts),
      () => usual,
    ),
  );
  late.with(() => undefined);
  return (url, events) => {
    let link: Link | undefined;
    let over = false;
    late.with((transport) => {
      if (!over) link = transport(url, events);
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
