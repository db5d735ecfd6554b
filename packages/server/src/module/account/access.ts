import { Refusal } from "../../kit/refusal.ts";
import type { AccountSettings } from "./parts.ts";
import { mayHavePassword, type UserRow } from "./profile.ts";

/*
 * Who may do what in this room, beside the access of each command's row. What must hold at the moment of writing is a
 * guard in the write itself: one owner stays (role.ts), an invitation has uses left (invite.ts), a code is there (code.ts).
 */

/** The invitation that a registration needs; undefined where anybody may register. [ACCT-2] */
export function requiredInvite(
  registration: AccountSettings["registration"],
  invite: string | undefined,
): string | undefined {
  if (registration === "open") return undefined;
  if (registration === "closed" || invite === undefined) throw new Refusal("registration_closed");
  return invite;
}

/** A host app signs in the people it brought and no others: not who chose a password, nor whom an operator added. [HOST-3] */
export function requireHostPerson(person: Pick<UserRow, "origin" | "password">): void {
  if (person.origin === "host" && person.password === null) return;
  throw new Refusal("unauthenticated", { message: "This account does not sign in by the host app." });
}

/** A password is set without the one before only where there is none, and may be one. [ACCT-8] */
export function requireNoPassword(person: Pick<UserRow, "origin" | "login" | "password">): void {
  if (person.password !== null) throw new Refusal("wrong_credentials");
  if (!mayHavePassword(person))
    throw new Refusal("forbidden", { message: "This account signs in without a password." });
}
