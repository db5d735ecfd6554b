import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { beatingTransport } from "../link/beating.ts";
import type { ClientOptions } from "../options.ts";
import type { Locks } from "../store/lead.ts";
import { tabTransport } from "../tabs/seat.ts";
import { ladder } from "./ladder.ts";
import { racingTransport } from "./racing.ts";
import type { Transport } from "./transport.ts";

/** What stands between a client and the network: the ways that it lets through unless one was chosen, several addresses, beats of its own where that is wished, other tabs where there may be any. */
export function between(
  { tabs, token, user, heartbeat, network = () => "", urls, transport, webSocket }: ClientOptions,
  parts: { readonly clock: Clock; readonly random: Random; readonly background: Background },
): Transport {
  const usual = transport ?? ladder({ webSocket, network, clock: parts.clock });
  const raced = urls ? racingTransport(usual, urls, parts.clock) : usual;
  const beating = heartbeat === "adaptive" ? beatingTransport(raced, { clock: parts.clock, network }) : raced;
  // A token that a function makes may be another one each time: then the person says which tabs belong together.
  const who = typeof token === "string" ? token : user;
  const locks = (globalThis.navigator as { locks?: Locks } | undefined)?.locks;
  const able = locks && typeof document === "object" && typeof BroadcastChannel === "function";
  return tabs === "own" || who === undefined || !able ? beating : tabTransport(beating, { ...parts, who, locks });
}
