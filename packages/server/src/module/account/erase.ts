import { command, type Caller, type Command } from "../../command/command.ts";
import { againOnConflict } from "../../kit/again.ts";
import { Refusal } from "../../kit/refusal.ts";
import { POS, type Statement } from "../../storage/storage.ts";
import { signOutOthers } from "./device.ts";
import type { Parts } from "./parts.ts";
import { mustChange, prepare } from "./prepared.ts";
import { profileOf, type UserRow } from "./profile.ts";
import { changeRole } from "./role.ts";
import { endDevice } from "./sign-out.ts";
import { tables } from "./tables.ts";
import { tell } from "./tell.ts";

/** What stands in the place of the name; clients say it in their reader's words. */
const NOBODY = "Deleted account";

/** What other rooms do when somebody goes for good. */
export interface Erasing {
  /** Takes them out of their groups; refuses with `last_owner` before anything is done where one of these would have no owner. */
  leave(caller: Caller): Promise<void>;
  /** What is written in one with the end of the account. */
  rows(person: string): readonly Statement[];
  /** What is cleared away afterwards. */
  after(person: string): Promise<void>;
}

const eraseUser = prepare((of: { id: string; was: string; name: string; now: number }) =>
  tables
    .updateTable("users")
    .set({
      login: null,
      password: null,
      name: of.name,
      folded: "",
      pinyin: "",
      spelled: "",
      skeleton: "",
      avatar: null,
      about: null,
      settings: "{}",
      claim: null,
      seen: null,
      deleted: of.now,
      pos: POS,
    })
    .where("id", "=", of.id)
    .where("password", "=", of.was),
);
const inNoGroup = prepare((of: { id: string }) =>
  tables
    .updateTable("users")
    .set((row) => ({ role: row.ref("role") }))
    .where("id", "=", of.id)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom("members as m")
            .innerJoin("conversations as c", "c.num", "m.conv")
            .select("c.num")
            .where("m.user", "=", of.id)
            .where("c.kind", "=", "group"),
        ),
      ),
    ),
);
const forgetCodes = prepare((of: { id: string }) => tables.deleteFrom("codes").where("person", "=", of.id));

/** Erasing one's account: what one said stays with those it was said to, under a name for nobody. [ERASE-1] [ERASE-2] [ERASE-3] */
export function eraseCommand(parts: Parts, erasing: Erasing): Command {
  const { store, passwords, attempts } = parts;
  return command(
    "account.erase",
    async (caller, { password }) => {
      const row = await store.user(caller.user);
      if (!row) throw new Refusal("not_found");
      attempts.at(row.login ?? row.id);
      if (row.password === null)
        throw new Refusal("forbidden", { message: "This account has no password to confirm with." });
      if (!(await passwords.matches(password, row.password))) throw new Refusal("wrong_credentials");
      const was = row.password;
      parts.leaving.set(caller.user, caller.session);
      try {
        // somebody may add them to a group meanwhile
        await againOnConflict(async () => {
          await erasing.leave(caller);
          await end(parts, erasing, row, was);
        });
        await erasing.after(caller.user);
      } finally {
        parts.leaving.delete(caller.user);
      }
      endDevice(parts, caller.user, caller.session, { why: "erased", at: parts.clock.now() }, caller.session);
      return {};
    },
    10,
  );
}

async function end({ commit, clock }: Parts, erasing: Erasing, row: UserRow, was: string): Promise<void> {
  const { id } = row;
  const now = clock.now();
  const profile = profileOf({
    ...row,
    name: NOBODY,
    login: null,
    avatar: null,
    about: null,
    pinyin: null,
    deleted: now,
  });
  await commit.submit({
    rows: [
      changeRole(id, "member"),
      mustChange(inNoGroup({ id }), "conflict"),
      mustChange(eraseUser({ id, was, name: NOBODY, now }), "conflict"),
      // no device has the empty id
      signOutOthers(id, "", { why: "erased", at: now }),
      forgetCodes({ id }),
      ...erasing.rows(id),
    ],
    tell: tell(["erased", profile]),
  });
}
