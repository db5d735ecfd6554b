import { expect, test } from "bun:test";
import { SignJWT } from "jose";
import { AccountRoom, HOST_SECRET, PASSWORD } from "../../../test/account-room.ts";

/** Somebody whom an operator added without a password, on a device that a one-time link signed in. */
async function guest(room: AccountRoom, login?: string): Promise<string> {
  const id = await room.server.account.addPerson({ name: "Guest", role: "member", ...(login && { login }) });
  const code = await room.server.account.makeSignInCode(id);
  return (await room.ask("account.redeem", { code })).token;
}

test("[ACCT-8][SESS-3] who was added without a password sets a first one, once, and it signs other devices out", async () => {
  await using room = await AccountRoom.open();
  const token = await guest(room, "guest");
  const other = await room.server.account.findPerson("guest");
  const second = await room.server.account.makeToken(other ?? "", { name: "Second", platform: "cli" });
  using there = await room.connect(second);
  expect((await room.ask("account.get", {}, token)).password).toBe(false);
  expect(await room.errorOf("account.password", { current: "guessed", next: PASSWORD }, token)).toBe(
    "wrong_credentials",
  );

  await room.ask("account.password", { next: PASSWORD }, token);
  expect((await there.closed).code).toBe(4502);
  expect((await room.ask("account.get", {}, token)).password).toBe(true);
  await room.ask("account.signin", { login: "guest", password: PASSWORD });

  // From now on the one before is needed, from this device and from any other.
  expect(await room.errorOf("account.password", { next: "stolen password" }, token)).toBe("wrong_credentials");
  await room.ask("account.signin", { login: "guest", password: PASSWORD });
  await room.ask("account.password", { current: PASSWORD, next: "another battery staple" }, token);
});

test("[ACCT-8] whoever has a password cannot change it without giving it", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  expect((await room.ask("account.get", {}, token)).password).toBe(true);
  expect(await room.errorOf("account.password", { next: "stolen password" }, token)).toBe("wrong_credentials");
  await room.ask("account.signin", { login: "ann", password: PASSWORD });
});

test("[ACCT-8] of two first passwords at once one holds and the other is told", async () => {
  await using room = await AccountRoom.open();
  const token = await guest(room, "guest");
  const set = (next: string) => room.errorOf("account.password", { next }, token);
  const told = await Promise.all([set("password one"), set("password two")]);
  expect(new Set(told)).toEqual(new Set([undefined, "conflict"]));
});

test("[ACCT-8][HOST-3] whom the host app brought gets no password, nor does who has no log-in name", async () => {
  await using room = await AccountRoom.open({ hostAuth: { enabled: true } });
  const now = Math.floor(Date.now() / 1000);
  const jwt = await new SignJWT({ sub: "bob", iat: now, exp: now + 3600 })
    .setProtectedHeader({ alg: "HS256" })
    .sign(Buffer.from(HOST_SECRET));
  for (const token of [jwt, await guest(room)]) {
    expect("password" in (await room.ask("account.get", {}, token))).toBe(false);
    expect(await room.errorOf("account.password", { next: PASSWORD }, token)).toBe("forbidden");
  }
});

test("[ACCT-8][ACCT-5] trying to set a password counts as an attempt to sign in", async () => {
  const rare = { rate: 0.001, burst: 3 };
  await using room = await AccountRoom.open({ attempts: { login: rare, address: { rate: 1e6, burst: 1e6 } } });
  const { token } = await room.person("Ann");
  const told = [];
  for (let tried = 0; tried < 4; tried++)
    told.push(await room.errorOf("account.password", { next: "stolen password" }, token));
  expect(told).toEqual(["wrong_credentials", "wrong_credentials", "wrong_credentials", "rate_limited"]);
});
