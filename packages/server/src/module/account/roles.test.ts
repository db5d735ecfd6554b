import { expect, test } from "bun:test";
import { COMMANDS, type CommandName } from "@skein/protocol/schema";
import { AccountRoom, errorIn } from "../../../test/account-room.ts";

const names = Object.keys(COMMANDS) as CommandName[];
const GOOD = {
  "user.list": {},
  "user.role": { user: "somebody", role: "owner" },
  "invite.create": {},
  "invite.list": {},
  "invite.revoke": { code: "guessed-guessed-guessed" },
  "report.list": {},
  "report.get": { report: "guessed-guessed" },
  "report.settle": { report: "guessed-guessed", outcome: "dismissed" },
  "sanction.set": { user: "somebody", penalty: "ban" },
  "sanction.lift": { user: "somebody", penalty: "ban" },
  "sanction.list": {},
  "word.list": {},
  "word.add": { words: [{ word: "darn", action: "mask" }] },
  "word.remove": { words: ["darn"] },
  "audit.list": {},
  "kind.register": { type: "com.example", schema: { type: "object" } },
  "kind.remove": { type: "com.example" },
} as const;
/** What a good guess finds nothing by. */
const ABSENT: readonly string[] = ["invite.revoke", "report.get", "report.settle", "sanction.set", "sanction.lift"];

test("[ROLE-1] commands for admins and owners are forbidden to others", async () => {
  await using room = await AccountRoom.open();
  const tokens = { member: (await room.person("Mia")).token, admin: (await room.person("Abe", "admin")).token };
  const higher = names.filter((name) => COMMANDS[name].access === "admin" || COMMANDS[name].access === "owner");
  expect(higher.toSorted()).toEqual(Object.keys(GOOD).toSorted() as CommandName[]);
  for (const [name, params] of Object.entries(GOOD) as [keyof typeof GOOD, never][]) {
    expect(await room.errorOf(name, params)).toBe("unauthenticated");
    expect(await room.errorOf(name, params, tokens.member)).toBe("forbidden");
    const forAdmin = COMMANDS[name].access === "admin" ? undefined : "forbidden";
    expect(await room.errorOf(name, params, tokens.admin)).toBe(ABSENT.includes(name) ? "not_found" : forAdmin);
  }
});

test("[ROLE-1] a role that was given or taken holds at once, on links that are open too", async () => {
  await using room = await AccountRoom.open();
  const boss = await room.person("Boss", "owner");
  const mia = await room.person("Mia");
  using link = await room.connect(mia.token);
  expect((await link.request("invite.list")).type).toBe("error");
  await room.ask("user.role", { user: mia.id, role: "admin" }, boss.token);
  expect((await link.request("invite.list")).type).toBe("ok");
  expect(await room.errorOf("invite.list", {}, mia.token)).toBeUndefined();
  await room.ask("user.role", { user: mia.id, role: "member" }, boss.token);
  expect((await link.request("invite.list")).type).toBe("error");
  expect(await room.errorOf("invite.list", {}, mia.token)).toBe("forbidden");
  expect(await room.errorOf("user.role", { user: "nobody", role: "admin" }, boss.token)).toBe("not_found");
});

test("[ROLE-1] a hello that meets a change of the person's role comes in with the new one", async () => {
  await using room = await AccountRoom.open();
  const boss = await room.person("Boss", "owner");
  const abe = await room.person("Abe", "admin");
  using bossLink = await room.connect(boss.token);
  const late = room.server.storage.holdNext();
  const hello = room.connect(abe.token);
  await late.reached;
  await bossLink.ask("user.role", { user: abe.id, role: "member" });
  late.release();
  using link = await hello;
  expect(await errorIn(link.ask("invite.list", {}))).toBe("forbidden");
});

test("[ROLE-2] the last owner stays one, also when all step down at once", async () => {
  await using room = await AccountRoom.open();
  const boss = await room.person("Boss", "owner");
  expect(await room.errorOf("user.role", { user: boss.id, role: "member" }, boss.token)).toBe("last_owner");
  expect(await room.errorOf("user.role", { user: boss.id, role: "owner" }, boss.token)).toBeUndefined();
  const owners = [boss, await room.person("Two", "owner"), await room.person("Three", "owner")];
  const tries = owners.map(({ id, token }) => room.errorOf("user.role", { user: id, role: "member" }, token));
  expect((await Promise.all(tries)).filter((error) => error === "last_owner")).toHaveLength(1);
  const sql = "SELECT count(*) AS owners FROM users WHERE role = 'owner'";
  expect(await room.server.storage.query({ sql, parameters: [] })).toEqual([{ owners: 1 }]);
});

test("[ROLE-1] user.list gives everyone once over its pages, with their roles", async () => {
  await using room = await AccountRoom.open();
  const boss = await room.person("Boss", "owner");
  const ids = [boss.id];
  for (let i = 0; i < 10; i++) ids.push((await room.person(`Guest${i}`)).id);
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await room.ask("user.list", { limit: 4, ...(after === undefined ? {} : { after }) }, boss.token);
    found.push(...page.users.map(({ profile }) => profile.id));
    after = page.next;
  } while (after !== undefined);
  expect(found).toEqual(ids.toSorted());
});
