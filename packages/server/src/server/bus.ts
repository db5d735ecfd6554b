import { alone } from "../cluster/alone.ts";
import type { Bus } from "../cluster/bus.ts";
import { openNats } from "../cluster/nats.ts";
import type { Config } from "../config.ts";
import type { Clock } from "../kit/clock.ts";
import { newId, type RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";

/** Opens what carries words to the other nodes of the store with this epoch. */
export async function openBus(
  { nats }: Config,
  epoch: string,
  parts: { readonly clock: Clock; readonly random: RandomBytes; readonly log: Log },
): Promise<Bus> {
  if (nats === undefined) return alone;
  return openNats({ url: nats, epoch, node: newId(parts.random), ...parts });
}
