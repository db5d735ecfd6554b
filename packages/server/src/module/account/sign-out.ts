import { CLOSE } from "@skein/protocol";
import type { Ended } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Listener } from "../../session/hub.ts";
import type { Parts } from "./parts.ts";

const { code } = CLOSE.revoked;

/** Says why, then closes. [SESS-5] */
function end(link: Listener, ended: Ended): void {
  link.deliver(JSON.stringify({ type: "error", ...new Refusal("token_revoked", { ended }).wire() }));
  link.end(code, ended.why);
}

/**
 * The device was signed out in the store: its token is not believed any more and its links end, those of the device that
 * asked once it has its answer. A hello may be between its check and its place in the hub, so it is looked for once more. [SESS-2]
 */
export function endDevice(parts: Parts, user: string, session: string, ended: Ended, asking?: string): void {
  parts.devices.end(session);
  const go = (): void => {
    for (const link of [...parts.hub.of(user)]) if (link.device === session) end(link, ended);
  };
  if (session !== asking) go();
  parts.clock.soon(go);
}

/** All devices of the person but one were signed out in the store. [SESS-3] */
export function endOtherDevices(parts: Parts, user: string, kept: string, ended: Ended): void {
  const go = (): void => {
    for (const link of [...parts.hub.of(user)]) if (link.device !== kept) end(link, ended);
  };
  parts.devices.forgetAll();
  go();
  parts.clock.soon(go);
}

/** Some devices of the person were signed out at that moment: the store knows which. */
export async function endDevicesOf(parts: Parts, user: string, ended: Ended): Promise<void> {
  for (const session of await parts.store.endedAt(user, ended.at)) endDevice(parts, user, session, ended);
}

/** A device that was signed out comes with its token. */
export function revoked(why: string | null): Refusal {
  return new Refusal("token_revoked", why === null ? {} : { ended: JSON.parse(why) as Ended });
}
