import { fingerprint, newSecret, type RandomBytes } from "../../kit/id.ts";
import type { Statement } from "../../storage/storage.ts";
import { mustChange, prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

const insertCode = prepare(
  (code: { hash: string; purpose: "setup" | "signin"; person: string | null; expires: number }) =>
    tables
      .insertInto("codes")
      .values({ hash: code.hash, purpose: code.purpose, person: code.person, expires: code.expires }),
);
const endSetupCodes = prepare(() => tables.deleteFrom("codes").where("purpose", "=", "setup"));
const useSetupCode = prepare((of: { hash: string }) =>
  tables
    .deleteFrom("codes")
    .where("hash", "=", of.hash)
    .where("purpose", "=", "setup")
    .where((row) => row.not(row.exists(row.selectFrom("users").select("id").where("role", "=", "owner")))),
);
const useSignInCode = prepare((of: { hash: string; now: number }) =>
  tables.deleteFrom("codes").where("hash", "=", of.hash).where("purpose", "=", "signin").where("expires", ">", of.now),
);
const forgetExpired = prepare((of: { now: number }) => tables.deleteFrom("codes").where("expires", "<=", of.now));

/** How long a one-time sign-in link works. */
const SIGN_IN_LIFE = 7 * 86_400_000;

/** A new set-up code ends those before it; it works until the next one, or until there is an owner. */
export function createSetupCode(random: RandomBytes): { code: string; rows: Statement[] } {
  const code = newSecret(random);
  const row = { hash: fingerprint(code), purpose: "setup", person: null, expires: Number.MAX_SAFE_INTEGER } as const;
  return { code, rows: [endSetupCodes({}), insertCode(row)] };
}

/** A one-time code that signs a device of this person in. */
export function createSignInCode(person: string, random: RandomBytes, now: number): { code: string; row: Statement } {
  const code = newSecret(random);
  return { code, row: insertCode({ hash: fingerprint(code), purpose: "signin", person, expires: now + SIGN_IN_LIFE }) };
}

/** Uses the set-up code up, once, and only while there is no owner. [ACCT-1] */
export function takeSetupCode(hash: string): Statement {
  return mustChange(useSetupCode({ hash }), "code_invalid");
}

/** Uses a sign-in code up: whoever comes second is told that it is gone. [ACCT-6] */
export function takeSignInCode(hash: string, now: number): Statement {
  return mustChange(useSignInCode({ hash, now }), "code_invalid");
}

export function sweepCodes(now: number): Statement {
  return forgetExpired({ now });
}
