import type { DeviceInfo, Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Draft, Statement } from "../../storage/storage.ts";
import { selfEntry } from "./change-profile.ts";
import { createDevice, named, signOutBeyond } from "./device.ts";
import type { Parts } from "./parts.ts";
import { placeOf } from "./place.ts";
import { meOf, type UserRow } from "./profile.ts";
import { tell } from "./tell.ts";

/** A device that comes in. */
export interface Comer {
  readonly info: DeviceInfo | undefined;
  readonly address: string;
}

/**
 * Signs a device in, in one write with what lets it in; what the log-in policy leaves no room for goes, and the person's
 * other devices hear of it. [SESS-1] [SESS-6] [SESS-7]
 *
 * @param fresh the person is made by the same write: there is nobody else to tell
 */
export async function signIn(
  parts: Parts,
  user: string,
  { info, address }: Comer,
  ticket: readonly Statement[],
  fresh = false,
): Promise<Result<"account.signin">> {
  const now = parts.clock.now();
  if (!fresh) refuseBanned(await parts.store.user(user), now);
  const told = !fresh && (await parts.store.devicesOf(user, 1)).length > 0;
  const { session, token, rows } = createDevice(user, info, address, parts.random, now);
  const beyond = signOutBeyond(parts.settings.loginPolicy, user, { id: session, ...named(info) }, now);
  await parts.commit.submit({
    rows: [...ticket, ...rows, ...(beyond ? [beyond.row] : [])],
    entries: told ? [cameIn(user, session, info, address)] : [],
    ...(beyond && { tell: tell(["beyond", user, beyond.ended]) }),
  });
  const person = await parts.store.user(user);
  if (!person) throw new Error("a person who signed in is not there");
  return { token, session, me: meOf(person) };
}

/** Tells the person's other devices that one came in. */
export function cameIn(user: string, session: string, info: DeviceInfo | undefined, address: string | null): Draft {
  return selfEntry(user, "self.device", { change: "in", session, ...named(info), ...placeOf(address) });
}

/** Says until when; what counts is the guard in the write. [MOD-4] */
export function refuseBanned(person: UserRow | undefined, now: number): void {
  if (!person || person.banned === null || person.banned <= now) return;
  const until = person.banned < Number.MAX_SAFE_INTEGER ? { until: person.banned } : {};
  const words = person.banned_words === null ? {} : { words: person.banned_words };
  throw new Refusal("banned", { ...until, ended: { why: "banned", at: now, ...until, ...words } });
}
