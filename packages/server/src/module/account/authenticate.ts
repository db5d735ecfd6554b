import type { DeviceInfo } from "@skein/protocol/schema";
import { fingerprint } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Authenticate, GoingOn } from "../../session/authenticate.ts";
import { TOKEN_PREFIX } from "./device.ts";
import type { HostSignIn } from "./host-sign-in.ts";
import { looksLikeJwt } from "./host-token.ts";
import type { KnownDevice } from "./known-devices.ts";
import type { Parts } from "./parts.ts";
import type { Seen } from "./seen.ts";
import { revoked } from "./sign-out.ts";
import type { DeviceRow } from "./store.ts";

/** A device's `seen` is this exact, ms: it is shown to people as a day. */
const SEEN_STEP = 600_000;
/** Looks at the store that may be overtaken by sign-outs, before the caller is asked to come back. */
const TRIES = 10;

/** Says whose token it is: from memory, else from the store, where a token of the host app first makes its device. */
export function createAuthenticate(parts: Parts, seen: Seen, host: HostSignIn | undefined): Authenticate {
  return async (token, info, going) => {
    const hash = fingerprint(token);
    const now = parts.clock.now();
    const device = parts.devices.find(hash, now) ?? (await look(token, hash, info, going));
    if (now - device.seen > SEEN_STEP) {
      device.seen = now;
      seen.device(device.session, now);
    }
    const { user, role, session } = device;
    return { user, role, session, until: parts.devices.until(hash) };
  };

  async function look(
    token: string,
    hash: string,
    info: DeviceInfo | undefined,
    going: GoingOn | undefined,
  ): Promise<KnownDevice> {
    if (token.startsWith(TOKEN_PREFIX))
      return find(hash, Number.POSITIVE_INFINITY, () => parts.store.deviceByToken(hash));
    if (!looksLikeJwt(token)) throw new Refusal("unauthenticated");
    if (!host) throw new Refusal("host_auth_off");
    const claims = await host.verify(token);
    // usually it was seen before
    return find(hash, claims.expires, async () => {
      const known = await parts.store.deviceByToken(hash);
      return known ?? parts.store.deviceById(await host.signIn(claims, hash, info, going));
    });
  }

  /** What was read before a sign-out or a change of role is read again: it may be older than that. */
  async function find(hash: string, until: number, read: () => Promise<DeviceRow | undefined>): Promise<KnownDevice> {
    for (let tried = 0; tried < TRIES; tried++) {
      const { changes } = parts.devices;
      const row = await read();
      if (changes !== parts.devices.changes) continue;
      if (!row) throw new Refusal("unauthenticated");
      if (row.ended !== null) throw revoked(row.why);
      const { id: session, person: user, role, seen: before } = row;
      return parts.devices.remember(hash, { user, session, role, seen: before }, until);
    }
    throw new Refusal("busy", { after: 1000 });
  }
}
