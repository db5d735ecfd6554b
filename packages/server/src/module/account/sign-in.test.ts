import { expect, spyOn, test } from "bun:test";
import { AccountRoom, PASSWORD, type Refused } from "../../../test/account-room.ts";
import { Passwords } from "./password.ts";

const ann = { login: "ann", password: PASSWORD, name: "Ann" };

/** How each ended: the name of its error, or `ok`. */
async function outcomes(attempts: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(attempts)) {
    const how = result.status === "fulfilled" ? "ok" : (result.reason as Refused).error;
    counts[how] = (counts[how] ?? 0) + 1;
  }
  return counts;
}

test("[ACCT-1] a fresh server has no account, and its set-up code makes the owner once", async () => {
  await using room = await AccountRoom.open({ registration: "open" });
  expect(await room.server.account.hasOwner()).toBe(false);
  expect(await room.ask("server.info", {})).toMatchObject({ ready: false, registration: "open", hostAuth: false });
  expect(await room.errorOf("account.setup", { ...ann, code: "guessed-guessed-guessed" })).toBe("code_invalid");

  const first = await room.server.account.makeSetupCode();
  const code = await room.server.account.makeSetupCode();
  expect(await room.errorOf("account.setup", { ...ann, code: first })).toBe("code_invalid");
  const tries = Array.from({ length: 20 }, (_, i) => room.ask("account.setup", { ...ann, login: `owner${i}`, code }));
  expect(await outcomes(tries)).toEqual({ ok: 1, code_invalid: 19 });

  expect(await room.ask("server.info", {})).toMatchObject({ ready: true });
  const late = await room.server.account.makeSetupCode();
  expect(await room.errorOf("account.setup", { ...ann, code: late })).toBe("code_invalid");
});

test("[ACCT-1] the owner comes in with the role, a profile and a self log", async () => {
  await using room = await AccountRoom.open();
  const code = await room.server.account.makeSetupCode();
  const { token, session, me } = await room.ask("account.setup", { ...ann, code, device: { name: "Laptop" } });
  expect(me).toEqual({
    profile: { id: me.profile.id, name: "Ann", color: me.profile.color, login: "ann" },
    role: "owner",
    settings: {},
    password: true,
  });
  expect(await room.ask("account.get", {}, token)).toEqual(me);
  expect(await room.server.storage.conversation(`s:${me.profile.id}`)).toMatchObject({ kind: "self" });
  const { sessions } = await room.ask("session.list", {}, token);
  expect(sessions).toMatchObject([{ id: session, name: "Laptop", platform: "unknown", current: true }]);
});

test("[ACCT-2] registration follows the setting", async () => {
  await using open = await AccountRoom.open({ registration: "open" });
  expect((await open.ask("account.register", ann)).me.role).toBe("member");
  await using closed = await AccountRoom.open({ registration: "closed" });
  const { token } = await closed.person("Boss", "owner");
  const { invite } = await closed.ask("invite.create", {}, token);
  expect(await closed.errorOf("account.register", { ...ann, invite: invite.code })).toBe("registration_closed");
  await using invited = await AccountRoom.open();
  expect(await invited.errorOf("account.register", ann)).toBe("registration_closed");
  expect(await invited.errorOf("account.register", { ...ann, invite: "guessed-guessed-guess" })).toBe("invite_invalid");
});

test("[ACCT-3] an invitation works as often as it says, also when a hundred use it at once", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Boss", "owner");
  const { invite } = await room.ask("invite.create", { uses: 7 }, token);
  expect(invite.url).toBe(`${room.url}/join#${invite.code}`);
  const tries = Array.from({ length: 100 }, (_, i) =>
    room.ask("account.register", { ...ann, login: `guest${i}`, invite: invite.code }),
  );
  expect(await outcomes(tries)).toEqual({ ok: 7, invite_invalid: 93 });
  expect((await room.ask("user.list", {}, token)).users).toHaveLength(8);
  expect(await room.ask("invite.list", {}, token)).toEqual({ invites: [] });
});

test("[ACCT-3] an invitation works until it expires or is revoked, and a failed registration does not use it up", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Boss", "owner");
  const { invite } = await room.ask("invite.create", { days: 1 }, token);
  expect(await room.errorOf("account.register", { ...ann, login: "boss", invite: invite.code })).toBe("login_taken");
  expect((await room.ask("invite.list", {}, token)).invites).toEqual([invite]);
  room.clock.ahead = 86_400_000;
  expect(await room.errorOf("account.register", { ...ann, invite: invite.code })).toBe("invite_invalid");
  const { invite: second } = await room.ask("invite.create", {}, token);
  await room.ask("invite.revoke", { code: second.code }, token);
  expect(await room.errorOf("account.register", { ...ann, invite: second.code })).toBe("invite_invalid");
  expect(await room.errorOf("invite.revoke", { code: second.code }, token)).toBe("not_found");
});

test("[ACCT-4] passwords are kept as argon2id hashes only", async () => {
  await using room = await AccountRoom.open({ registration: "open" });
  await room.ask("account.register", { ...ann, password: "Gänsefüßchen 雁书 🪿" });
  const [row] = await room.server.storage.query<{ password: string }>({
    sql: "SELECT password FROM users",
    parameters: [],
  });
  expect(row?.password).toStartWith("$argon2id$");
  expect(await room.errorOf("account.signin", { login: "ann", password: "Gänsefüßchen" })).toBe("wrong_credentials");
  await room.ask("account.signin", { login: "ann", password: "Gänsefüßchen 雁书 🪿" });
  expect(await new Passwords().hash("x")).toContain("$m=19456,t=2,p=1$");
});

test("[ACCT-4] a wrong log-in name and a wrong password are told alike and take the same work", async () => {
  await using room = await AccountRoom.open();
  await room.person("Ann");
  await room.server.account.addPerson({ name: "Nobody's password", login: "nopass", role: "member" });
  const verify = spyOn(Bun.password, "verify");
  const answers: unknown[] = [];
  for (const login of ["ann", "nobody", "nopass"]) {
    verify.mockClear();
    const answer = await room.ask("account.signin", { login, password: "wrong" }).catch((fault: Refused) => fault.wire);
    const hash = verify.mock.calls[0]?.[1] as string;
    answers.push([answer, verify.mock.calls.length, hash.split("$").slice(0, 4)]);
  }
  verify.mockRestore();
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect(await room.errorOf("account.signin", { login: "nopass", password: "nobody's" })).toBe("wrong_credentials");
});

test("[ACCT-5][ERR-2] attempts are limited per log-in name and per address, and begin anew with time", async () => {
  const attempts = { login: { rate: 0.001, burst: 3 }, address: { rate: 0.001, burst: 5 } };
  await using room = await AccountRoom.open({ attempts });
  await room.person("Ann");
  const right = { login: "ann", password: PASSWORD };
  const wrong = { ...right, password: "wrong" };
  for (let i = 0; i < 3; i++) expect(await room.errorOf("account.signin", wrong)).toBe("wrong_credentials");
  const told = room.ask("account.signin", right).then(
    () => undefined,
    (fault: Refused) => fault.wire,
  );
  const limited = await told;
  expect(limited).toMatchObject({ name: "rate_limited", retry: "later" });
  expect(limited?.after).toBeWithin(900_000, 1_000_001);
  room.clock.ahead += 1_000_000;
  await room.ask("account.signin", right);

  const from = (login: string) => room.ask("account.signin", { login, password: "wrong" }, undefined, "10.0.0.1");
  const tries = Array.from({ length: 8 }, (_, i) => from(`somebody${i}`));
  expect(await outcomes(tries)).toEqual({ wrong_credentials: 5, rate_limited: 3 });
  const code = room.ask("account.redeem", { code: "guessed-guessed-guessed" }, undefined, "10.0.0.1");
  expect(await outcomes([code])).toEqual({ rate_limited: 1 });
  expect(await room.errorOf("account.signin", { login: "somebody", password: "wrong" })).toBe("wrong_credentials");
});

test("[ACCT-6] a one-time code signs in once, and not after its time", async () => {
  await using room = await AccountRoom.open();
  const { id } = await room.person("Ann");
  const code = await room.server.account.makeSignInCode(id);
  const tries = Array.from({ length: 20 }, () => room.ask("account.redeem", { code, device: { platform: "web" } }));
  expect(await outcomes(tries)).toEqual({ ok: 1, code_invalid: 19 });
  const late = await room.server.account.makeSignInCode(id);
  room.clock.ahead = 8 * 86_400_000;
  expect(await room.errorOf("account.redeem", { code: late })).toBe("code_invalid");
  const setup = await room.server.account.makeSetupCode();
  expect(await room.errorOf("account.redeem", { code: setup })).toBe("code_invalid");
});

test("[ACCT-7] a log-in name is given once, also when many ask at once", async () => {
  await using room = await AccountRoom.open({ registration: "open" });
  const tries = Array.from({ length: 20 }, () => room.ask("account.register", ann));
  expect(await outcomes(tries)).toEqual({ ok: 1, login_taken: 19 });
  expect(await room.errorOf("account.register", ann)).toBe("login_taken");
});

test("[FRAME-9] what does not fit is refused before any work, with its path", async () => {
  await using room = await AccountRoom.open({ registration: "open" });
  const path = (params: object) =>
    room.ask("account.register", { ...ann, ...params }).then(
      () => "accepted",
      (fault: Refused) => `${fault.error} ${fault.wire.path ?? ""}`,
    );
  expect(await path({ name: "x".repeat(65) })).toBe("invalid /name");
  expect(await path({ name: "雁".repeat(65) })).toBe("invalid /name");
  expect(await path({ name: "x".repeat(100_000) })).toBe("invalid /name");
  expect(await path({ name: "x".repeat(1_000_000) })).toBe("too_large ");
  expect(await path({ name: " \t" })).toBe("invalid /name");
  expect(await path({ name: "two\nlines" })).toBe("invalid /name");
  expect(await path({ login: "Ann" })).toBe("invalid /login");
  expect(await path({ login: "a'; DROP TABLE users; --" })).toBe("invalid /login");
  expect(await path({ password: "short" })).toBe("invalid /password");
  expect(await path({ password: "x".repeat(257) })).toBe("invalid /password");
  expect(await path({ device: { name: 7 } })).toBe("invalid /device/name");
  expect(await path({ name: "雁".repeat(64) })).toBe("accepted");
  expect(await room.server.account.addPerson({ name: "x".repeat(65), role: "member" }).catch(String)).toContain(
    "Refusal",
  );
});

test("what is over is cleared away with a later sign-in", async () => {
  await using room = await AccountRoom.open();
  const { id, token } = await room.person("Boss", "owner");
  await room.ask("invite.create", { days: 1 }, token);
  await room.server.account.makeSignInCode(id);
  await room.ask("account.signout", {}, token);
  const rows = async () => {
    const sql =
      "SELECT (SELECT count(*) FROM sessions) s, (SELECT count(*) FROM codes) c, (SELECT count(*) FROM invites) i";
    return (await room.server.storage.query({ sql, parameters: [] }))[0];
  };
  room.clock.ahead = 10 * 86_400_000;
  const signIn = () => room.ask("account.signin", { login: "boss", password: PASSWORD });
  await signIn();
  expect(await rows()).toEqual({ s: 2, c: 0, i: 0 });
  room.clock.ahead = 31 * 86_400_000;
  await signIn();
  expect(await rows()).toEqual({ s: 2, c: 0, i: 0 });
  expect(await room.errorOf("account.get", {}, token)).toBe("unauthenticated");
});
