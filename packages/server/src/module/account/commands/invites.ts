import { command, type Command } from "../../../command/command.ts";
import { newSecret } from "../../../kit/id.ts";
import { createInvite, inviteOf, revokeInvite } from "../invite.ts";
import { noted } from "../../audit/index.ts";
import type { Parts } from "../parts.ts";

const DAY = 86_400_000;
/** Invitations in one answer, the latest. */
const LISTED = 500;

/** Invitation links. */
export function inviteCommands({ store, commit, clock, random }: Parts): Command[] {
  return [
    command("invite.create", async (caller, { uses = 1, days = 7 }) => {
      const created = clock.now();
      const invite = { code: newSecret(random), uses, created, expires: created + days * DAY };
      const detail = { invite: shortOf(invite.code), uses, days };
      const note = noted({ by: caller.user, action: "invite.create", detail }, random, created);
      await commit.submit({ rows: [createInvite(invite), note] });
      return { invite: inviteOf(invite, caller.base) };
    }),
    command("invite.list", async (caller) => {
      const rows = await store.invites(clock.now(), LISTED);
      return { invites: rows.map((row) => inviteOf(row, caller.base)) };
    }),
    command("invite.revoke", async (caller, { code }) => {
      const now = clock.now();
      const detail = { invite: shortOf(code) };
      const note = noted({ by: caller.user, action: "invite.revoke", detail }, random, now);
      await commit.submit({ rows: [revokeInvite(code, now), note] });
      return {};
    }),
  ];
}

/** Enough to know an invitation again, and too little to use it. */
function shortOf(code: string): string {
  return `${code.slice(0, 6)}…`;
}
