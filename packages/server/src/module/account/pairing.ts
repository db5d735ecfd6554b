import type { DeviceInfo } from "@skein/protocol/schema";
import { LIMITS } from "@skein/protocol";
import { fingerprint, newSecret, type RandomBytes } from "../../kit/id.ts";
import type { Statement } from "../../storage/storage.ts";
import { named } from "./device.ts";
import { mustChange, prepare } from "./prepared.ts";
import type { PairingRow } from "./store.ts";
import { tables } from "./tables.ts";

const insert = prepare((row: Omit<PairingRow, "state" | "person">) =>
  tables.insertInto("pairings").values({
    code: row.code,
    secret: row.secret,
    name: row.name,
    platform: row.platform,
    address: row.address,
    created: row.created,
    expires: row.expires,
    state: "waiting",
    person: null,
  }),
);
const look = prepare((of: { code: string; person: string; now: number }) =>
  tables
    .updateTable("pairings")
    .set({ state: "seen", person: of.person })
    .where("code", "=", of.code)
    .where("expires", ">", of.now)
    .where((row) =>
      row.or([row("state", "=", "waiting"), row.and([row("state", "=", "seen"), row("person", "=", of.person)])]),
    ),
);
const answer = prepare(
  (of: { code: string; person: string; now: number; state: "confirmed" | "refused"; until: number }) =>
    tables
      .updateTable("pairings")
      .set({ state: of.state, expires: of.until })
      .where("code", "=", of.code)
      .where("person", "=", of.person)
      .where("state", "=", "seen")
      .where("expires", ">", of.now),
);
const take = prepare((of: { code: string; secret: string; now: number }) =>
  tables
    .deleteFrom("pairings")
    .where("code", "=", of.code)
    .where("secret", "=", of.secret)
    .where("state", "=", "confirmed")
    .where("expires", ">", of.now),
);
const forgetExpired = prepare((of: { now: number }) => tables.deleteFrom("pairings").where("expires", "<=", of.now));

/** How long a device has to come for what was answered. */
const COLLECT = 60_000;

/** A device asks to be signed in. The code is for everybody who sees its screen; the secret stays with it. [PAIR-1] */
export function createPairing(
  info: DeviceInfo | undefined,
  address: string,
  random: RandomBytes,
  now: number,
): { code: string; secret: string; expires: number; rows: readonly Statement[] } {
  const code = newSecret(random);
  const secret = newSecret(random);
  const expires = now + LIMITS.pairing;
  const kept = { code: fingerprint(code), secret: fingerprint(secret), ...named(info), address, created: now, expires };
  return { code, secret, expires, rows: [forgetExpired({ now }), insert(kept)] };
}

/** The first who looks is the only one who may answer. [PAIR-2] */
export function lookAtPairing(code: string, person: string, now: number): Statement {
  return mustChange(look({ code, person, now }), "code_invalid");
}

export function answerPairing(code: string, person: string, accept: boolean, now: number): Statement {
  const state = accept ? "confirmed" : "refused";
  return mustChange(answer({ code, person, now, state, until: now + COLLECT }), "code_invalid");
}

/** Uses it up: whoever comes second is told that it is gone. [PAIR-3] */
export function takePairing(code: string, secret: string, now: number): Statement {
  return mustChange(take({ code, secret, now }), "code_invalid");
}
