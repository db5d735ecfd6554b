import { CLOSE } from "@skein/protocol";
import type { Parts } from "./parts.ts";

const { code } = CLOSE.revoked;
const REASON = "signed out";

/**
 * The device was signed out in the store: its token is not believed any more and its links end, those of the device that
 * asked once it has its answer. A hello may be between its check and its place in the hub, so it is looked for once more. [SESS-2]
 */
export function endDevice(parts: Parts, user: string, session: string, asking?: string): void {
  parts.devices.end(session);
  if (session !== asking) parts.hub.end(user, code, REASON, session);
  parts.clock.soon(() => {
    parts.hub.end(user, code, REASON, session);
  });
}

/** All devices of the person but one were signed out in the store. [SESS-3] */
export function endOtherDevices(parts: Parts, user: string, kept: string): void {
  const end = () => {
    for (const link of [...parts.hub.of(user)]) if (link.device !== kept) link.end(code, REASON);
  };
  parts.devices.forgetAll();
  end();
  parts.clock.soon(end);
}
