import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { Late } from "../late.ts";
import type { ClientOptions } from "../options.ts";
import type { Locks } from "../store/lead.ts";
import type { Link, Transport } from "../transport/transport.ts";

/**
 * All tabs of a page that show the same person by one link to the server, where the browser can do that: elsewhere each has its own.
 * What it takes is loaded behind the core; where that fails the tab has its own link, too.
 */
export function shared(
  { tabs, token, user }: Pick<ClientOptions, "tabs" | "token" | "user">,
  inner: Transport,
  parts: { readonly clock: Clock; readonly random: Random; readonly background: Background },
): Transport {
  // A token that a function makes may be another one each time: then the person says which tabs belong together.
  const who = typeof token === "string" ? token : user;
  const locks = (globalThis.navigator as { locks?: Locks } | undefined)?.locks;
  const able = locks && typeof document === "object" && typeof BroadcastChannel === "function";
  if (tabs === "own" || who === undefined || !able) return inner;
  const late = new Late<Transport>(parts.background, () =>
    import("./seat.ts").then(
      ({ tabTransport }) => tabTransport(inner, { ...parts, who, locks }),
      () => inner,
    ),
  );
  // on its way while the store opens
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
