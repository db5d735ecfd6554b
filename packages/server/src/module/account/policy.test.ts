import { expect, test } from "bun:test";
import type { DeviceSession, Ended, ServerFrame } from "@skein/protocol/schema";
import { AccountRoom, PASSWORD, Refused } from "../../../test/account-room.ts";

const signIn = { login: "ann", password: PASSWORD };
const phone = { name: "Phone", platform: "ios" };
const other = { name: "Other phone", platform: "ios" };
const laptop = { name: "Laptop", platform: "web" };

/** What a link was told before it was closed. */
async function lastWords(link: { closed: Promise<{ code: number }>; frames: readonly ServerFrame[] }) {
  const { code } = await link.closed;
  const error = link.frames.findLast((frame) => frame.type === "error");
  return { code, name: error?.name, ended: error?.ended };
}

async function endOf(asked: Promise<unknown>): Promise<Ended | undefined> {
  try {
    await asked;
    return undefined;
  } catch (fault) {
    if (fault instanceof Refused) return fault.wire.ended;
    throw fault;
  }
}

const names = ({ sessions }: { sessions: readonly DeviceSession[] }) => sessions.map(({ name }) => name).toSorted();

test("[SESS-6][SESS-5] one device of a platform: the older one goes, and hears which took its place", async () => {
  await using room = await AccountRoom.open({ loginPolicy: "platform" });
  await room.server.account.addPerson({ name: "Ann", login: "ann", password: PASSWORD, role: "member" });
  const first = await room.ask("account.signin", { ...signIn, device: phone });
  const desk = await room.ask("account.signin", { ...signIn, device: laptop });
  using link = await room.connect(first.token);
  using stays = await room.connect(desk.token);
  const second = await room.ask("account.signin", { ...signIn, device: other });
  const words = await lastWords(link);
  expect(words).toMatchObject({ code: 4502, name: "token_revoked", ended: { why: "replaced", by: other } });
  expect(words.ended?.at).toBeGreaterThan(0);
  expect(await endOf(room.ask("account.get", {}, first.token))).toEqual(words.ended);
  expect(names(await stays.ask("session.list", {}))).toEqual(["Laptop", "Other phone"]);
  await room.restart();
  expect(await endOf(room.ask("account.get", {}, first.token))).toEqual(words.ended);
  expect(names(await room.ask("session.list", {}, second.token))).toEqual(["Laptop", "Other phone"]);
});

test("[SESS-6] a single device, also when many sign in at once", async () => {
  await using room = await AccountRoom.open({ loginPolicy: "single" });
  await room.person("Ann");
  const all = await Promise.all(
    [phone, laptop, other, phone, laptop].map((device) => room.ask("account.signin", { ...signIn, device })),
  );
  const live: readonly string[] = await Promise.all(
    all.map(async ({ token }) => (await room.errorOf("account.get", {}, token)) ?? "in"),
  );
  expect(live.toSorted()).toEqual(["in", ...new Array<string>(4).fill("token_revoked")]);
});

test("[SESS-6] without a policy nobody goes", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  await room.ask("account.signin", { ...signIn, device: phone });
  await room.ask("account.signin", { ...signIn, device: phone });
  expect(names(await room.ask("session.list", {}, token))).toEqual(["Ann's", "Phone", "Phone"]);
});

test("[SESS-4][SESS-5] all others are signed out at once, and hear from which device", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const away = await room.ask("account.signin", { ...signIn, device: phone });
  using link = await room.connect(away.token);
  expect(await room.ask("session.revokeOthers", {}, token)).toEqual({});
  const by = { name: "Ann's", platform: "cli" };
  expect(await lastWords(link)).toMatchObject({ code: 4502, ended: { why: "self", by } });
  expect(names(await room.ask("session.list", {}, token))).toEqual(["Ann's"]);
});

test("[SESS-5] a changed password says so", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const away = await room.ask("account.signin", { ...signIn, device: phone });
  using link = await room.connect(away.token);
  await room.ask("account.password", { current: PASSWORD, next: "another horse" }, token);
  expect((await lastWords(link)).ended).toMatchObject({ why: "password", by: { name: "Ann's" } });
  expect(await endOf(room.ask("account.get", {}, away.token))).toMatchObject({ why: "password" });
});

test("[SESS-4][SESS-7] a device is renamed by its person alone, and all their devices hear of comings, goings and names", async () => {
  await using room = await AccountRoom.open();
  const { id, token } = await room.person("Ann");
  const bob = await room.person("Bob");
  using here = await room.connect(token);
  const heard = (change: string) =>
    here.next((frame) => frame.type === "entry" && frame.kind === "self.device" && frame.body.change === change);
  const { session } = await room.ask("account.signin", { ...signIn, device: phone }, undefined, "192.168.1.7");
  const body = { session, ...phone, address: "192.168.1.7", network: "private" };
  expect(await heard("in")).toMatchObject({ conv: `s:${id}`, count: 0, body });
  expect(await room.errorOf("session.rename", { session, name: "Mine" }, bob.token)).toBe("not_found");
  expect(await room.errorOf("session.rename", { session, name: " " }, token)).toBe("invalid");
  await room.ask("session.rename", { session, name: "Old phone" }, token);
  expect(await heard("renamed")).toMatchObject({ body: { session, name: "Old phone", platform: "ios" } });
  expect(names(await room.ask("session.list", {}, token))).toEqual(["Ann's", "Old phone"]);
  await room.ask("session.revoke", { session }, token);
  expect(await heard("out")).toMatchObject({ body: { session, name: "Old phone" } });
  expect(await room.errorOf("session.rename", { session, name: "Gone" }, token)).toBe("not_found");
});

test("[SESS-8] where a device is follows it", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const { session, token: moving } = await room.ask(
    "account.signin",
    { ...signIn, device: phone },
    undefined,
    "8.8.8.8",
  );
  const place = async () => {
    const { sessions } = await room.ask("session.list", {}, token, "::ffff:127.0.0.1");
    return sessions.map(({ id, address, network }) => (id === session ? [address, network] : [])).flat();
  };
  expect(await place()).toEqual(["8.8.8.8", "public"]);
  await room.ask("account.get", {}, moving, "10.0.0.2");
  await room.restart();
  expect(await place()).toEqual(["10.0.0.2", "private"]);
  const { sessions } = await room.ask("session.list", {}, moving, "10.0.0.2");
  expect(sessions.find(({ current }) => !current)).toMatchObject({ address: "127.0.0.1", network: "loopback" });
});
