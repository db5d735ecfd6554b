import { expect, test } from "bun:test";
import type { ServerFrame } from "@skein/protocol";
import { AccountRoom } from "../../../test/account-room.ts";

type UserEvent = Extract<ServerFrame, { type: "event"; name: "user" }>;
type Delta = Extract<ServerFrame, { type: "delta" }>;
type SelfEntry = Extract<ServerFrame, { type: "entry" }>;

const isUserEvent = (frame: ServerFrame): frame is UserEvent => frame.type === "event" && frame.name === "user";
const isSelfEntry = (frame: ServerFrame): frame is SelfEntry => frame.type === "entry" && frame.conv.startsWith("s:");

test("[PROF-1] a changed profile is told to acquaintances and to the person's own devices, and to nobody else", async () => {
  await using room = await AccountRoom.open();
  const [ann, bob, eve] = [await room.person("Ann"), await room.person("Bob"), await room.person("Eve")];
  await room.ask("conversation.open", { user: bob.id }, ann.token);
  const second = await room.server.account.makeToken(ann.id, { name: "Phone" });
  using annLink = await room.connect(ann.token);
  using annPhone = await room.connect(second);
  using bobLink = await room.connect(bob.token);
  using eveLink = await room.connect(eve.token);

  const me = await annLink.ask("account.update", { name: "安安 🪿", color: 7, about: "away" });
  expect(me.profile).toEqual({ id: ann.id, name: "安安 🪿", color: 7, about: "away", login: "ann", pinyin: "an an" });
  expect((await bobLink.next(isUserEvent)).data.user).toEqual(me.profile);
  const entry = await annPhone.next(isSelfEntry);
  expect(entry).toMatchObject({
    conv: `s:${ann.id}`,
    from: ann.id,
    kind: "self.profile",
    body: { profile: me.profile },
  });
  await annLink.next(isSelfEntry);
  // a later answer on the same link: what would have come has come
  await eveLink.ask("account.get", {});
  await bobLink.ask("account.get", {});
  expect(eveLink.frames.filter((frame) => frame.type === "event" || frame.type === "entry")).toEqual([]);
  expect(bobLink.frames.filter((frame) => frame.type === "entry")).toEqual([]);
  expect(await room.ask("user.get", { ids: [ann.id, "nobody", ann.id] }, eve.token)).toEqual({ users: [me.profile] });
});

test("[PROF-1] only what is given changes, and two devices that change at once lose nothing", async () => {
  await using room = await AccountRoom.open();
  const { id, token } = await room.person("Ann");
  const before = await room.ask("account.update", { about: "hello" }, token);
  await Promise.all([
    room.ask("account.update", { name: "Anna" }, token),
    room.ask("account.update", { color: (before.profile.color + 1) % 12 }, token),
    room.ask("account.settings", { theme: "dark" }, token),
    room.ask("account.settings", { language: "zh-CN", sounds: false }, token),
  ]);
  const { profile, settings } = await room.ask("account.get", {}, token);
  expect(profile).toEqual({ ...before.profile, name: "Anna", color: (before.profile.color + 1) % 12 });
  expect(settings).toEqual({ theme: "dark", language: "zh-CN", sounds: false });
  const { entries } = await room.server.storage.page(`s:${id}`, { limit: 10 });
  const last = (kind: string) => JSON.parse(entries.findLast((entry) => entry.kind === kind)?.body ?? "{}") as unknown;
  expect(last("self.profile")).toEqual({ profile });
  expect(last("self.settings")).toEqual({ settings });
  expect(entries).toHaveLength(5);
  const cleared = await room.ask("account.update", { about: "" }, token);
  expect(cleared.profile).not.toHaveProperty("about");
  expect(await room.ask("account.update", {}, token)).toEqual(cleared);
  expect(await room.ask("account.settings", { unknown: 1 } as object, token)).toEqual(cleared);
});

test("[PROF-1] a profile that was read before it changed is neither told nor kept after it", async () => {
  await using room = await AccountRoom.open();
  const [ann, bob] = [await room.person("Ann"), await room.person("Bob")];
  // nothing is in memory
  await room.restart();
  using annLink = await room.connect(ann.token);
  using bobLink = await room.connect(bob.token);
  const late = room.server.storage.holdNext();
  const old = bobLink.ask("user.get", { ids: [ann.id] });
  await late.reached;
  await annLink.ask("account.update", { name: "Anna" });
  late.release();
  // the late answer does not go back behind what was told meanwhile
  expect((await old).users).toMatchObject([{ name: "Anna" }]);
  expect((await bobLink.ask("user.get", { ids: [ann.id] })).users).toMatchObject([{ name: "Anna" }]);
});

test("[SYNC-8] a delta holds the profiles that changed meanwhile, from memory, also after a restart, and from the store", async () => {
  await using room = await AccountRoom.open();
  const [ann, bob, eve] = [await room.person("Ann"), await room.person("Bob"), await room.person("Eve")];
  await room.ask("conversation.open", { user: bob.id }, ann.token);
  using link = await room.connect(bob.token);
  const { cursor } = link.welcome;
  link.close();
  const { profile } = await room.ask("account.update", { name: "Anna" }, ann.token);
  await room.ask("account.update", { name: "Evita" }, eve.token);

  const delta = async () => {
    using back = await room.connect(bob.token, { cursor });
    expect(back.welcome.resume).toBe("delta");
    return await back.next((frame): frame is Delta => frame.type === "delta");
  };
  expect((await delta()).users).toContainEqual(profile);
  await room.restart();
  expect((await delta()).users).toContainEqual(profile);
  await room.restart({ limits: { recentChanges: 0 } });
  const fromStore = await delta();
  expect(fromStore.users).toContainEqual(profile);
  // strangers are nobody's news
  expect(JSON.stringify(fromStore)).not.toContain("Evita");
});

test("user.search finds by name and log-in name, best first, in any script, and takes no patterns", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Zoe");
  const add = (name: string, login: string) => room.server.account.addPerson({ name, login, role: "member" });
  await add("Somebody", "an");
  await add("Anna Karenina", "karenina");
  await add("Joanna", "jo");
  await add("王小安", "xiaoan");
  await add("安妮", "annie");
  await add("100% sure_thing\\", "percent");
  const search = async (query: string, limit = 20) =>
    (await room.ask("user.search", { query, limit }, token)).users.map(({ name }) => name);
  expect(await search("AN")).toEqual(["Somebody", "Anna Karenina", "安妮", "王小安", "Joanna"]);
  expect(await search("an", 2)).toEqual(["Somebody", "Anna Karenina"]);
  expect(await search("安")).toEqual(["安妮", "王小安"]);
  expect(await search("小安")).toEqual(["王小安"]);
  expect(await search("ＡＮＮＡ  ｋ")).toEqual(["Anna Karenina"]);
  expect(await search("%")).toEqual(["100% sure_thing\\"]);
  expect(await search("_t")).toEqual(["100% sure_thing\\"]);
  expect(await search("g\\")).toEqual(["100% sure_thing\\"]);
  expect(await search("'")).toEqual([]);
  expect(await search("  ")).toEqual([]);
  expect(await room.errorOf("user.search", { query: "x".repeat(65) }, token)).toBe("invalid");
});

test("[FRAME-9] a profile that does not fit changes nothing", async () => {
  await using room = await AccountRoom.open();
  const { token } = await room.person("Ann");
  const bad = [
    { name: "" },
    { name: "x".repeat(65) },
    { name: "a\u0007b" },
    { color: 12 },
    { color: -1 },
    { color: 1e300 },
    { about: "x".repeat(201) },
  ];
  for (const params of bad) expect(await room.errorOf("account.update", params, token)).toBe("invalid");
  expect(await room.errorOf("account.update", { name: "\u0000" }, token)).toBe("malformed");
  expect(await room.errorOf("account.update", { name: "\ud800" }, token)).toBe("malformed");
  expect((await room.ask("account.get", {}, token)).profile.name).toBe("Ann");
});
