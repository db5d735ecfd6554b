import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { recorded } from "../lab/recorded.ts";
import { recordOf } from "../lab/records.ts";
import { beatingTransport } from "../link/beating.ts";
import type { ClientOptions } from "../options.ts";
import type { Locks } from "../store/lead.ts";
import { tabTransport } from "../tabs/seat.ts";
import { ladder, usualRungs } from "./ladder.ts";
import { type Memory, memoryOfPage, recall, retain } from "./memory.ts";
import { racingTransport } from "./racing.ts";
import { renewingTransport } from "./renewing.ts";
import type { Transport } from "./transport.ts";
import { waysOfDevice } from "./ways.ts";

/** What stands between a client and the network: the ways that it lets through unless one was chosen, several addresses, beats of its own where that is wished, new tokens where they can be got, other tabs where there may be any. */
export function between(
  options: ClientOptions,
  parts: { readonly clock: Clock; readonly random: Random; readonly background: Background },
): Transport {
  const { tabs, token, user, heartbeat, network = () => "", urls, transport, webSocket, url } = options;
  const { memory = memoryOfPage() } = options;
  const { clock } = parts;
  const kept = recordOf(parts.background, clock);
  kept.options = options;
  const { record } = kept;
  const ways = waysOfDevice(network, memory);
  const rungs = transport ? [] : usualRungs(webSocket);
  const usual = transport
    ? recorded("own", transport, record)
    : ladder({
        ways,
        clock,
        rungs: rungs.map(([way, rung]) => recorded(way, rung, record)),
      });
  record.beginsWith = () => rungs[ways.known(url, clock.now()) || rungs.length]?.[0];
  const raced = urls
    ? racingTransport(
        usual,
        urls,
        clock,
        winnerIn(memory, () => `${ways.network()} ${url}`),
      )
    : usual;
  const told = (interval: number): void => record.beating("client", interval);
  const beating = heartbeat === "adaptive" ? beatingTransport(raced, { clock, network, told, memory }) : raced;
  const lasting = typeof token === "string" ? beating : renewingTransport(beating, { ...parts, token });
  // A token that a function makes may be another one each time: then the person says which tabs belong together.
  const who = typeof token === "string" ? token : user;
  const locks = (globalThis.navigator as { locks?: Locks } | undefined)?.locks;
  const able = locks && typeof document === "object" && typeof BroadcastChannel === "function";
  if (tabs === "own" || who === undefined || !able) {
    record.seated("alone");
    return lasting;
  }
  return tabTransport(lasting, { ...parts, who, locks, told: (seat, open) => kept.tabs.seated(seat, open) });
}

/** The address that was the first on this network. */
function winnerIn(memory: Memory | undefined, where: () => string) {
  return {
    known(): string | undefined {
      const was = recall(memory, `skein.first ${where()}`);
      return typeof was === "string" ? was : undefined;
    },
    keep: (url: string): void => retain(memory, `skein.first ${where()}`, url),
  };
}
