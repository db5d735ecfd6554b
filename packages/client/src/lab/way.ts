import type { ClientOptions } from "../options.ts";
import { overRequests } from "../transport/over-requests.ts";
import type { Transport } from "../transport/transport.ts";
import { webSocketTransport } from "../transport/websocket.ts";
import type { Tally } from "./tally.ts";

/** Ways of hearing what is new, best first. `polling` asks again and again, and is no link. */
export const LAB_WAYS = ["websocket", "sse", "long-poll", "polling"] as const;
export type LabWay = (typeof LAB_WAYS)[number];

/** A transport of its own whose cost is counted, beside the living link and known to nobody. */
export function countedTransport(
  way: Exclude<LabWay, "polling">,
  tally: Tally,
  webSocket: ClientOptions["webSocket"],
): Transport {
  if (way === "websocket") return tally.socket(webSocketTransport(webSocket));
  return overRequests(way === "sse" ? "stream" : "answers", tally.ask);
}
