import type { Invite } from "@skein/protocol/schema";
import type { Statement } from "../../storage/storage.ts";
import { mustChange, prepare } from "./prepared.ts";
import type { InviteRow } from "./store.ts";
import { tables } from "./tables.ts";

const insertInvite = prepare((invite: InviteRow) =>
  tables
    .insertInto("invites")
    .values({ code: invite.code, uses: invite.uses, created: invite.created, expires: invite.expires }),
);
const useInvite = prepare((of: { code: string; now: number }) =>
  tables
    .updateTable("invites")
    .set((row) => ({ uses: row("uses", "-", 1) }))
    .where("code", "=", of.code)
    .where("uses", ">", 0)
    .where("expires", ">", of.now),
);
const deleteInvite = prepare((of: { code: string; now: number }) =>
  tables.deleteFrom("invites").where("code", "=", of.code).where("uses", ">", 0).where("expires", ">", of.now),
);
const forgetSpent = prepare((of: { now: number }) =>
  tables.deleteFrom("invites").where((row) => row.or([row("expires", "<=", of.now), row("uses", "=", 0)])),
);

export function createInvite(invite: InviteRow): Statement {
  return insertInvite(invite);
}

/** Uses an invitation once more; decided at the very moment of writing, however many use it at once. [ACCT-3] */
export function takeInvite(code: string, now: number): Statement {
  return mustChange(useInvite({ code, now }), "invite_invalid");
}

export function revokeInvite(code: string, now: number): Statement {
  return mustChange(deleteInvite({ code, now }), "not_found");
}

export function sweepInvites(now: number): Statement {
  return forgetSpent({ now });
}

/** As an admin sees it. `base` is where they reached the server. */
export function inviteOf({ code, uses, created, expires }: InviteRow, base: string): Invite {
  return { code, url: `${base}/join#${code}`, uses, created, expires };
}
