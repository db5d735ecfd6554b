import type { DeviceInfo } from "@skein/protocol/schema";
import { fingerprint, newId, newSecret, type RandomBytes } from "../../kit/id.ts";
import type { Statement } from "../../storage/storage.ts";
import { mustChange, prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

/** What begins a token of this server: it tells them from tokens of a host app, and lets leaked ones be found. */
export const TOKEN_PREFIX = "skt_";

const insertDevice = prepare(
  (device: { id: string; person: string; token: string; name: string; platform: string; now: number }) =>
    tables.insertInto("sessions").values({
      id: device.id,
      person: device.person,
      token: device.token,
      name: device.name,
      platform: device.platform,
      created: device.now,
      seen: device.now,
      expires: null,
      ended: null,
    }),
);
const endDevice = prepare((of: { id: string; person: string; now: number }) =>
  tables
    .updateTable("sessions")
    .set({ ended: of.now })
    .where("id", "=", of.id)
    .where("person", "=", of.person)
    .where("ended", "is", null),
);
const endOthers = prepare((of: { id: string; person: string; now: number }) =>
  tables
    .updateTable("sessions")
    .set({ ended: of.now })
    .where("person", "=", of.person)
    .where("id", "<>", of.id)
    .where("ended", "is", null),
);
const barHostTokens = prepare((of: { id: string; person: string; now: number }) =>
  tables
    .updateTable("users")
    .set({ barred: of.now })
    .where("id", "=", of.person)
    .where((row) =>
      row.exists(row.selectFrom("sessions").select("id").where("id", "=", of.id).where("expires", "is not", null)),
    ),
);
const forgetEnded = prepare((of: { before: number }) => tables.deleteFrom("sessions").where("ended", "<", of.before));
const forgetExpired = prepare((of: { before: number }) =>
  tables.deleteFrom("sessions").where("expires", "<", of.before),
);

/** A device to be signed in: its token leaves the server once and is kept as a fingerprint only. [SESS-1] */
export function createDevice(
  person: string,
  info: DeviceInfo | undefined,
  random: RandomBytes,
  now: number,
): { session: string; token: string; row: Statement } {
  const session = newId(random);
  const token = TOKEN_PREFIX + newSecret(random);
  return { session, token, row: insertDevice({ id: session, person, token: fingerprint(token), ...named(info), now }) };
}

/** How a device is listed that did not say its name. */
export function named(info: DeviceInfo | undefined): { name: string; platform: string } {
  const platform = info?.platform ?? "unknown";
  return { name: info?.name ?? platform, platform };
}

/** Signs one device out; `not_found` when it is not the person's, or signed out already. */
export function signOutDevice(person: string, id: string, now: number): Statement[] {
  return [mustChange(endDevice({ id, person, now }), "not_found"), barHostTokens({ id, person, now })];
}

/** Signs all devices of the person out but one. */
export function signOutOthers(person: string, id: string, now: number): Statement {
  return endOthers({ id, person, now });
}

/** How long it is remembered that a device was signed out, so that it is told so. */
const REMEMBER = 30 * 86_400_000;

/** Forgets devices that were signed out, or whose host token ended, long ago. */
export function sweepDevices(now: number): Statement[] {
  return [forgetEnded({ before: now - REMEMBER }), forgetExpired({ before: now - REMEMBER })];
}
