import { expect, test } from "bun:test";
import { GROUP_RIGHTS, type GroupRight, mayInGroup, type RoleInGroup } from "@skein/protocol";
import { actsOn, mayHere, type MemberAct } from "./rights.ts";

const ROLES = ["owner", "admin", "member"] as const;
const as = (role: RoleInGroup, settings = {}) => ({ role, settings });
const other = (role: RoleInGroup, muted = false) => ({ me: false, role, muted });

test("[GROUP-4] what is offered follows from the table of rights and the group's permissions", () => {
  for (const right of Object.keys(GROUP_RIGHTS) as GroupRight[]) {
    for (const from of [undefined, ...ROLES]) {
      const permissions = from && { [right]: from };
      for (const role of ROLES) {
        expect(mayHere(as(role, { permissions }), right)).toBe(mayInGroup(permissions, role, right));
        expect(mayHere(as(role, { permissions, dissolved: 1 }), right)).toBe(false);
      }
    }
  }
  expect(ROLES.map((role) => mayHere(as(role), "owner"))).toEqual([true, false, false]);
});

test("[GROUP-4] whom one may remove, ban or mute: owners anybody else, others those below them", () => {
  const hard: readonly MemberAct[] = ["mute", "remove", "ban"];
  const may = (role: RoleInGroup, of: RoleInGroup, settings = {}) =>
    actsOn(as(role, settings), other(of)).filter((act) => hard.includes(act));
  for (const of of ROLES) expect(may("owner", of)).toEqual([...hard]);
  expect(may("admin", "member")).toEqual([...hard]);
  for (const of of ["admin", "owner"] as const) expect(may("admin", of)).toEqual([]);
  // a right alone is not enough: nobody is below a member
  const permissions = { remove: "member", mute: "member" };
  for (const of of ROLES) expect(may("member", of, { permissions })).toEqual([]);
  expect(may("admin", "member", { permissions: { mute: "owner" } })).toEqual(["remove", "ban"]);
});

test("roles are the owners' to give, a mute can be ended, and of oneself there is the name alone", () => {
  expect(actsOn(as("owner"), other("admin"))).toEqual([
    "message",
    "makeOwner",
    "makeMember",
    "transfer",
    "mute",
    "remove",
    "ban",
  ]);
  expect(actsOn(as("admin"), other("member", true))).toEqual(["message", "unmute", "remove", "ban"]);
  expect(actsOn(as("member"), other("member"))).toEqual(["message"]);
  expect(actsOn(as("owner"), { me: true, role: "owner", muted: false })).toEqual(["nick"]);
  expect(actsOn(as("member", { permissions: { nick: "admin" } }), { me: true, role: "member", muted: false })).toEqual(
    [],
  );
  expect(actsOn(as("owner", { dissolved: 1 }), other("member"))).toEqual(["message"]);
});
