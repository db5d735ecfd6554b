import { command, type Command } from "../../../command/command.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { requireNoPassword } from "../access.ts";
import { changeProfile, type ProfileChange } from "../change-profile.ts";
import { changeSettings } from "../change-settings.ts";
import { signOutOthers } from "../device.ts";
import type { Parts } from "../parts.ts";
import { mustChange, prepare } from "../prepared.ts";
import { meOf, type UserRow } from "../profile.ts";
import { tables } from "../tables.ts";
import { tell } from "../tell.ts";

const updatePassword = prepare((of: { id: string; was: string; password: string }) =>
  tables.updateTable("users").set({ password: of.password }).where("id", "=", of.id).where("password", "=", of.was),
);

const setFirstPassword = prepare((of: { id: string; password: string }) =>
  tables
    .updateTable("users")
    .set({ password: of.password })
    .where("id", "=", of.id)
    .where("password", "is", null)
    .where("origin", "=", "local"),
);

/** One's own account: profile, settings, password. */
export function ownAccountCommands(parts: Parts): Command[] {
  return [
    command("account.get", async (caller) => meOf(await self(parts, caller.user))),
    command(
      "account.update",
      async (caller, { name, color, avatar, about }) => {
        const picture = avatar === undefined ? undefined : await parts.avatars.put(caller.user, caller.user, avatar);
        const change: ProfileChange = {
          ...(name === undefined ? {} : { name }),
          ...(color === undefined ? {} : { color }),
          ...(picture && { avatar: picture.id }),
          ...(about === undefined ? {} : { about: about === "" ? null : about }),
        };
        if (Object.keys(change).length === 0) return meOf(await self(parts, caller.user));
        return meOf(await changeProfile(parts, caller.user, change, picture?.rows));
      },
      10,
    ),
    command("account.settings", async (caller, change) => meOf(await changeSettings(parts, caller.user, change)), 2),
    command(
      "account.password",
      async (caller, { current, next }) => {
        const { passwords, attempts, commit, clock } = parts;
        const row = await self(parts, caller.user);
        const { id, login, password: was } = row;
        attempts.at(login ?? id);
        if (current === undefined) requireNoPassword(row);
        else if (!(await passwords.matches(current, was))) throw new Refusal("wrong_credentials");
        const password = await passwords.hash(next);
        // Both hold only while nothing came between: of two at once the second is told `conflict`.
        const changed = was === null ? setFirstPassword({ id, password }) : updatePassword({ id, was, password });
        const by = await parts.store.deviceById(caller.session);
        const device = by && { by: { name: by.name, platform: by.platform } };
        const ended = { why: "password" as const, at: clock.now(), ...device };
        await commit.submit({
          rows: [mustChange(changed, "conflict"), signOutOthers(caller.user, caller.session, ended)],
          tell: tell(["others", caller.user, caller.session, ended]),
        });
        return {};
      },
      10,
    ),
  ];
}

async function self(parts: Parts, user: string): Promise<UserRow> {
  const row = await parts.store.user(user);
  if (!row) throw new Refusal("not_found");
  return row;
}
