import { CLOSE } from "@skein/protocol";
import type { Dispatch } from "../command/dispatch.ts";
import type { Clock } from "../kit/clock.ts";
import type { Fanout } from "../message/fanout.ts";
import type { Hub, Listener } from "./hub.ts";

export interface DrainSetting {
  /** Clients come back spread over so many ms. */
  readonly spread: number;
  /** Commands under way get so many ms. */
  readonly timeout: number;
}

/** Tells clients to come back, spread over so many ms. */
export function tellDrain(links: readonly Listener[], spread: number): void {
  links.forEach((link, i) => {
    link.deliver(`{"type":"drain","after":${Math.round((spread * i) / links.length)}}`);
  });
}

/** Tells every client when to come back, lets the commands that were begun finish, and closes. [DRAIN-1] */
export async function drain(
  setting: DrainSetting,
  parts: { readonly hub: Hub; readonly dispatch: Dispatch; readonly fanout: Fanout; readonly clock: Clock },
): Promise<void> {
  const { hub, dispatch, fanout, clock } = parts;
  tellDrain([...hub.all()], setting.spread);
  let cancel = (): void => undefined;
  const timeout = new Promise<void>((resolve) => {
    cancel = clock.after(setting.timeout, resolve);
  });
  await Promise.race([dispatch.idle(), timeout]);
  cancel();
  fanout.flush();
  for (const link of hub.all()) link.end(CLOSE.drain.code, "drain");
}
