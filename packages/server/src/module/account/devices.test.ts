import { expect, test } from "bun:test";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AccountRoom, errorIn, PASSWORD } from "../../../test/account-room.ts";

const signIn = { login: "ann", password: PASSWORD };

test("[SESS-1] each sign-in makes a device with its own token, of which the server keeps only a hash", async () => {
  await using room = await AccountRoom.open();
  await room.person("Ann");
  const phone = await room.ask("account.signin", { ...signIn, device: { name: "Phone", platform: "ios" } });
  const laptop = await room.ask("account.signin", { ...signIn, device: { name: "Laptop" } });
  expect(new Set([phone.token, laptop.token, phone.session, laptop.session]).size).toBe(4);
  const { sessions } = await room.ask("session.list", {}, phone.token);
  expect(sessions.map(({ name, platform, current }) => `${name} ${platform} ${current}`).toSorted()).toEqual([
    "Ann's cli false",
    "Laptop unknown false",
    "Phone ios true",
  ]);
  const files = (await readdir(room.folder)).map((name) => readFile(join(room.folder, name), "latin1"));
  const kept = (await Promise.all(files)).join("");
  expect(kept).toContain(phone.session);
  expect(kept).not.toContain(phone.token.slice(4));
  expect(kept).not.toContain(PASSWORD);
});

test("[SESS-2] a device that is signed out loses its links at once and its token for ever", async () => {
  await using room = await AccountRoom.open();
  const { id, token } = await room.person("Ann");
  const { token: lost, session } = await room.ask("account.signin", signIn);
  using here = await room.connect(token);
  using first = await room.connect(lost);
  using second = await room.connect(lost);
  await here.ask("session.revoke", { session });
  expect((await first.closed).code).toBe(4502);
  expect((await second.closed).code).toBe(4502);
  expect(await room.errorOf("account.get", {}, lost)).toBe("token_revoked");
  expect(await errorIn(room.connect(lost))).toBe("token_revoked");
  expect((await here.ask("session.list", {})).sessions).toHaveLength(1);
  expect((await here.ask("account.get", {})).profile.id).toBe(id);
  expect((await here.request("session.revoke", { session })).type).toBe("error");

  await room.restart();
  expect(await room.errorOf("account.get", {}, lost)).toBe("token_revoked");
  expect((await room.ask("account.get", {}, token)).profile.id).toBe(id);
});

test("[SESS-2] a device that signs itself out is answered first", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  using out = await room.connect(token);
  expect(await out.ask("account.signout", {})).toEqual({});
  expect((await out.closed).code).toBe(4502);
  expect(await room.errorOf("account.get", {}, token)).toBe("token_revoked");
  expect(await room.errorOf("account.signout", {}, token)).toBe("token_revoked");

  const other = await room.ask("account.signin", signIn);
  using link = await room.connect(other.token);
  expect(await link.ask("session.revoke", { session: other.session })).toEqual({});
  expect((await link.closed).code).toBe(4502);
});

test("[SESS-2] a hello that meets the sign-out of its device does not outlive it", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const lost = await room.ask("account.signin", signIn);
  using here = await room.connect(token);
  // the store says that the device is signed in, and the hello hears it after the device was signed out
  const late = room.server.storage.holdNext();
  const hello = errorIn(room.connect(lost.token));
  await late.reached;
  await here.ask("session.revoke", { session: lost.session });
  late.release();
  expect(await hello).toBe("token_revoked");
});

test("[SESS-2] many hellos while their device is signed out: refused, or let in and closed", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  for (let i = 0; i < 10; i++) {
    const lost = await room.ask("account.signin", signIn);
    const links = Array.from({ length: 4 }, () => room.connect(lost.token));
    await room.ask("session.revoke", { session: lost.session }, token);
    for (const link of links) {
      // a link that stays open would keep the test waiting
      const how = await errorIn(link.then(({ closed }) => closed).then(({ code }) => expect(code).toBe(4502)));
      expect([undefined, "token_revoked"]).toContain(how);
    }
  }
});

test("[SESS-2][ERR-3] nobody signs out a device of somebody else", async () => {
  await using room = await AccountRoom.open();
  await room.person("Ann");
  const { session, token } = await room.ask("account.signin", signIn);
  const bob = await room.person("Bob");
  expect(await room.errorOf("session.revoke", { session }, bob.token)).toBe("not_found");
  expect(await room.errorOf("session.revoke", { session: "nonesuch" }, bob.token)).toBe("not_found");
  expect((await room.ask("account.get", {}, token)).profile.name).toBe("Ann");
});

test("[SESS-3] changing the password signs out all other devices", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const other = await room.ask("account.signin", signIn);
  using here = await room.connect(token);
  using there = await room.connect(other.token);
  const next = "another battery staple";
  expect(await room.errorOf("account.password", { current: "wrong", next }, token)).toBe("wrong_credentials");
  await here.ask("account.password", { current: PASSWORD, next });
  expect((await there.closed).code).toBe(4502);
  expect(await room.errorOf("account.get", {}, other.token)).toBe("token_revoked");
  expect((await here.ask("session.list", {})).sessions).toHaveLength(1);
  expect(await room.errorOf("account.signin", signIn)).toBe("wrong_credentials");
  await room.ask("account.signin", { ...signIn, password: next });
});

test("[SESS-3] of two changes of a password at once one holds and the other is told", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const change = (next: string) => room.errorOf("account.password", { current: PASSWORD, next }, token);
  const told = await Promise.all([change("password one"), change("password two")]);
  expect(new Set(told)).toEqual(new Set([undefined, "conflict"]));
});

test("[CONN-6] a token that this server did not make is refused", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const forged = ["skt_", `${token}x`, token.slice(0, -1), token.toUpperCase(), "x", "a.b", "skt_' OR '1'='1", "💥"];
  for (const bad of forged) expect(await errorIn(room.connect(bad))).toBe("unauthenticated");
  expect(await errorIn(room.connect("a.b.c"))).toBe("host_auth_off");
});

test("[PRES-2] when somebody was last here is known after a restart", async () => {
  await using room = await AccountRoom.open();
  const ann = await room.person("Ann");
  const bob = await room.person("Bob");
  await room.ask("conversation.open", { user: bob.id }, ann.token);
  using link = await room.connect(bob.token);
  link.close();
  using here = await room.connect(ann.token);
  await here.ask("presence.watch", { users: [bob.id] });
  const before = room.clock.now();
  using away = await room.connect(bob.token);
  expect(away.welcome.user).toBe(bob.id);
  await room.restart();
  using back = await room.connect(ann.token);
  const { presence } = await back.ask("presence.watch", { users: [bob.id] });
  expect(presence).toMatchObject([{ user: bob.id, online: false }]);
  expect(presence[0]?.seen).toBeGreaterThanOrEqual(before);
});
