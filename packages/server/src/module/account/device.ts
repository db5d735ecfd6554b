import type { DeviceInfo, Ended } from "@skein/protocol/schema";
import { fingerprint, newId, newSecret, type RandomBytes } from "../../kit/id.ts";
import type { Statement } from "../../storage/storage.ts";
import { mustChange, prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

/** On how many devices a person may be signed in. */
export type LoginPolicy = "all" | "platform" | "single";

/** What begins a token of this server: it tells them from tokens of a host app, and lets leaked ones be found. */
export const TOKEN_PREFIX = "skt_";

const insertDevice = prepare(
  (device: {
    id: string;
    person: string;
    token: string;
    name: string;
    platform: string;
    address: string | null;
    now: number;
  }) =>
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
      why: null,
      address: device.address,
    }),
);
const endDevice = prepare((of: { id: string; person: string; now: number; why: string }) =>
  tables
    .updateTable("sessions")
    .set({ ended: of.now, why: of.why })
    .where("id", "=", of.id)
    .where("person", "=", of.person)
    .where("ended", "is", null),
);
const endOthers = prepare((of: { id: string; person: string; now: number; why: string }) =>
  tables
    .updateTable("sessions")
    .set({ ended: of.now, why: of.why })
    .where("person", "=", of.person)
    .where("id", "<>", of.id)
    .where("ended", "is", null),
);
const endOthersAlike = prepare((of: { id: string; person: string; now: number; why: string; platform: string }) =>
  tables
    .updateTable("sessions")
    .set({ ended: of.now, why: of.why })
    .where("person", "=", of.person)
    .where("id", "<>", of.id)
    .where("platform", "=", of.platform)
    .where("ended", "is", null),
);
const rename = prepare((of: { id: string; person: string; name: string }) =>
  tables
    .updateTable("sessions")
    .set({ name: of.name })
    .where("id", "=", of.id)
    .where("person", "=", of.person)
    .where("ended", "is", null),
);
const mayCome = prepare((of: { person: string; now: number }) =>
  tables
    .updateTable("users")
    .set((row) => ({ barred: row.ref("barred") }))
    .where("id", "=", of.person)
    .where((row) => row.or([row("banned", "is", null), row("banned", "<=", of.now)])),
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
  address: string | null,
  random: RandomBytes,
  now: number,
): { session: string; token: string; rows: readonly Statement[] } {
  const session = newId(random);
  const token = TOKEN_PREFIX + newSecret(random);
  const device = { id: session, person, token: fingerprint(token), ...named(info), address, now };
  return { session, token, rows: [mustNotBeBanned(person, now), insertDevice(device)] };
}

/** Whoever is banned gets no device, however they come. */
export function mustNotBeBanned(person: string, now: number): Statement {
  return mustChange(mayCome({ person, now }), "banned");
}

/** Calls a device otherwise; `not_found` when it is not the person's, or signed out. */
export function renameDevice(person: string, id: string, name: string): Statement {
  return mustChange(rename({ person, id, name }), "not_found");
}

/** How a device is listed that did not say its name. */
export function named(info: DeviceInfo | undefined): { name: string; platform: string } {
  const platform = info?.platform ?? "unknown";
  return { name: info?.name ?? platform, platform };
}

/** Signs one device out; `not_found` when it is not the person's, or signed out already. */
export function signOutDevice(person: string, id: string, ended: Ended): Statement[] {
  const { at: now } = ended;
  const why = JSON.stringify(ended);
  return [mustChange(endDevice({ id, person, now, why }), "not_found"), barHostTokens({ id, person, now })];
}

/** Signs all devices of the person out but one; all where `id` is empty, which is no device's. */
export function signOutOthers(person: string, id: string, ended: Ended): Statement {
  return endOthers({ id, person, now: ended.at, why: JSON.stringify(ended) });
}

/** Signs out what the log-in policy leaves no room for beside this device. */
export function signOutBeyond(
  policy: LoginPolicy,
  person: string,
  device: { readonly id: string; readonly name: string; readonly platform: string },
  now: number,
): { readonly ended: Ended; readonly row: Statement } | undefined {
  if (policy === "all") return undefined;
  const { id, name, platform } = device;
  const ended: Ended = { why: "replaced", at: now, by: { name, platform } };
  const why = JSON.stringify(ended);
  const row =
    policy === "single" ? endOthers({ id, person, now, why }) : endOthersAlike({ id, person, now, why, platform });
  return { ended, row };
}

/** How long it is remembered that a device was signed out, so that it is told so. */
const REMEMBER = 30 * 86_400_000;

/** Forgets devices that were signed out, or whose host token ended, long ago. */
export function sweepDevices(now: number): Statement[] {
  return [forgetEnded({ before: now - REMEMBER }), forgetExpired({ before: now - REMEMBER })];
}
