import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { LIMITS, type Settings } from "@skein/protocol";
import { type WebPushed, WebPushService } from "../../src/index.ts";
import { HandClock } from "./fixture/hand-clock.ts";
import { direct, groupOf, newKey, outcome, words } from "./fixture/talk.ts";
import { png } from "./fixture/picture.ts";
import { Sender } from "./fixture/upload.ts";
import { type Linked, World } from "./fixture/world.ts";

/** Long enough for a test to do something before, short enough to wait for. ms */
const GRACE = 1_000;

let world: World;
let service: WebPushService;
let ann: Linked;
let bob: Linked;

beforeAll(async () => {
  service = WebPushService.start();
  world = await World.start({ name: "Our server", push: { grace: GRACE }, outside: { allowed: ["127.0.0.1"] } });
  [ann, bob] = await world.links("ann", "bob");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

/** Somebody new with a device that is subscribed and away, and a link of another device of theirs. */
async function away(settings: Settings = {}) {
  const id = `p-${randomUUID().slice(0, 8)}`;
  const [phone, desk] = await world.links(id, id);
  const { key } = await phone.ask("push.key", {});
  const browser = service.browser(key);
  const { renew } = await phone.ask("push.subscribe", { ...browser.target, language: "en" });
  if (Object.keys(settings).length > 0) await desk.ask("account.settings", settings);
  phone.close();
  return { id, desk, browser, renew, conv: direct("bob", id), group: await groupOf(bob, [id], "The team") };
}

type Person = Awaited<ReturnType<typeof away>>;

const pushed = (to: Person, text: string): Promise<WebPushed> =>
  service.pushes.one((push) => push.to === to.browser && push.message.body.includes(text));
const told = (to: Person): string[] =>
  service.pushes.items.filter((push) => push.to === to.browser).map(({ message }) => message.body);
const say = async (conv: string, text: string, more: object = {}) =>
  (await bob.ask("message.send", { ...words(conv, text), body: { text, ...more } })).seq;

/** Somebody who is told of everything: whatever was to be told before what they are told of has been decided. */
async function settle(): Promise<void> {
  const witness = await away();
  await say(witness.conv, "the end");
  await pushed(witness, "the end");
}

test.concurrent("[PUSH-1][PUSH-3][PUSH-9] a message reaches the device that is away, encrypted for it, signed by the server, in the reader's words", async () => {
  const cleo = await away();
  const seq = await say(cleo.conv, "**Hello** Cleo");
  const { message, topic, ttl } = await pushed(cleo, "Hello");
  expect(message).toMatchObject({ title: "bob", body: "Hello Cleo", conv: cleo.conv, seq, root: 0, badge: 1 });
  expect(message.tag).toBe(topic);
  expect(ttl).toBeGreaterThan(86_000);
  expect(service.faults).toEqual([]);
});

test.concurrent("[PUSH-7] whoever said it, or the group, is shown by their picture, unless not even a name is shown", async () => {
  const cleo = await away();
  const id = `p-${randomUUID().slice(0, 8)}`;
  const dan = await Sender.of(world, id);
  const file = await dan.file(png(64, 64), { name: "dan.png" });
  const { avatar = "" } = (await dan.link.ask("account.update", { avatar: file.id })).profile;
  const hear = async (conv: string, text: string) => {
    await dan.link.ask("message.send", words(conv, text));
    return (await pushed(cleo, text)).message;
  };
  expect(await hear(direct(id, cleo.id), "look at me")).toMatchObject({ avatar });
  const group = await groupOf(dan.link, [cleo.id], "Geese");
  expect(await hear(group, "at us")).not.toHaveProperty("avatar");
  await dan.link.ask("group.update", { conv: group, avatar: file.id });
  const { settings } = (await dan.link.ask("conversation.get", { conv: group })).conversation;
  expect(await hear(group, "and now")).toMatchObject({ avatar: settings?.avatar ?? "" });
  const shy = await away({ preview: "nothing" });
  await dan.link.ask("message.send", words(direct(id, shy.id), "not to be seen"));
  expect((await pushed(shy, "New message")).message).not.toHaveProperty("avatar");
});

test.concurrent("[PUSH-4][PUSH-8] what came together is told together, the newest for all; the badge is the number that the app shows", async () => {
  const cleo = await away();
  await say(cleo.conv, "one");
  await say(cleo.conv, "two");
  await say(cleo.group, "three");
  const [first, second] = [await pushed(cleo, "two"), await pushed(cleo, "three")];
  expect(told(cleo)).toHaveLength(2);
  expect(second.message).toMatchObject({ title: "The team", body: "bob: three", badge: 3 });
  expect(first.topic).not.toBe(second.topic);
  // later ones of the same conversation take the place of the earlier
  await say(cleo.conv, "four");
  expect((await pushed(cleo, "four")).topic).toBe(first.topic);
  await cleo.desk.ask("conversation.keep", { changes: [{ conv: cleo.group, quiet: Number.MAX_SAFE_INTEGER }] });
  await cleo.desk.ask("conversation.mark", { marks: [{ conv: cleo.conv, read: 2 }] });
  await say(cleo.conv, "five");
  expect((await pushed(cleo, "five")).message.badge).toBe(2);
});

test.concurrent("[PUSH-5][PUSH-6] not told: read meanwhile, taken back, muted, against the rules, in quiet hours, to oneself; but a mention goes through a mute", async () => {
  const read = await away();
  const back = await away();
  const muted = await away();
  const ruled = await away();
  const night = await away({ quietHours: { on: true, from: 0, to: 1439, zone: "UTC" } });
  const looking = await away();
  await muted.desk.ask("conversation.keep", { changes: [{ conv: muted.group, quiet: Date.now() + 3_600_000 }] });
  await ruled.desk.ask("conversation.keep", { changes: [{ conv: ruled.group, notify: "mentions" }] });
  expect(await looking.desk.ask("push.attend", { on: true, conv: looking.group })).toEqual({ wanted: true });
  const [seq, gone] = [await say(read.conv, "read"), await say(back.conv, "taken back")];
  await read.desk.ask("conversation.mark", { marks: [{ conv: read.conv, read: seq }] });
  await bob.ask("message.recall", { conv: back.conv, seq: gone, key: newKey() });
  const called = await say(muted.group, "@you now", { mentions: { users: [muted.id] } });
  await say(muted.group, "and a word");
  await say(ruled.group, "a word");
  await say(night.conv, "good night");
  await say(looking.group, "seen");
  await read.desk.ask("message.send", words(read.group, "my own"));
  await settle();
  expect([read, back, ruled, night, looking].map(told)).toEqual([[], [], [], [], []]);
  expect((await pushed(muted, "now")).message.seq).toBe(called);
  expect(told(muted)).toHaveLength(1);
  expect((await ruled.desk.ask("conversation.get", { conv: ruled.group })).conversation.kept?.notify).toBe("mentions");
  // once they look no more and have not read it, they are told: also where the page is simply closed
  looking.desk.close();
  await pushed(looking, "seen");
});

test.concurrent("[PUSH-5] what comes within quiet hours is told when they end, if it is unread then: the newest of each conversation", async () => {
  const clock = new HandClock(Date.now());
  await using own = WebPushService.start();
  // of one process, whose time is moved by hand
  await using night = await World.alone({ push: { grace: GRACE }, outside: { allowed: ["127.0.0.1"] } }, { clock });
  const [phone, desk, dan] = await night.links("cleo", "cleo", "dan");
  const { key } = await phone.ask("push.key", {});
  await phone.ask("push.subscribe", { ...own.browser(key).target, language: "en" });
  phone.close();
  const from = Math.floor(clock.now() / 60_000) % 1_440;
  const lasts = 90;
  const end = (Math.floor(clock.now() / 60_000) + lasts) * 60_000;
  await desk.ask("account.settings", { quietHours: { on: true, from, to: (from + lasts) % 1_440, zone: "UTC" } });
  const conv = direct("cleo", "dan");
  const groups = await Promise.all(["Read", "Unread"].map((name) => groupOf(dan, ["cleo"], name)));
  const [read = "", unread = ""] = groups;
  for (const text of ["sleep", "well"]) await dan.ask("message.send", words(conv, text));
  const since = clock.now();
  const { seq } = await dan.ask("message.send", words(read, "read in the night"));
  await dan.ask("message.send", words(unread, "found in the morning"));
  await desk.ask("conversation.mark", { marks: [{ conv: read, read: seq }] });
  while (own.pushes.items.length < 2) {
    clock.advance(10_000);
    await new Promise(setImmediate);
  }
  // long enough for whatever else there might be
  for (let times = 0; times < 200; times++) {
    clock.advance(10_000);
    await new Promise(setImmediate);
  }
  expect(own.pushes.items.map(({ message }) => message.body).toSorted()).toEqual(["dan: found in the morning", "well"]);
  // by what is left of the day that they are good for
  for (const { ttl } of own.pushes.items) expect(since + 86_400_000 - ttl * 1_000).toBeGreaterThanOrEqual(end);
  expect(own.faults).toEqual([]);
});

test.concurrent("[PUSH-7] shows as much as the person wants to be seen", async () => {
  const name = await away({ preview: "name" });
  const nothing = await away({ preview: "nothing", language: "zh-CN" });
  await say(name.group, "secret");
  await say(nothing.conv, "secret");
  expect((await pushed(name, "New message")).message.title).toBe("The team");
  expect((await pushed(nothing, "有新消息")).message).toMatchObject({ title: "Our server" });
  expect(JSON.stringify([...service.pushes.items].filter(({ to }) => to === nothing.browser))).not.toContain("secret");
});

test.concurrent("[PUSH-3] in a thread those are told who follow it, apart from the conversation", async () => {
  const cleo = await away();
  const other = await away();
  const group = await groupOf(bob, [cleo.id, other.id], "Both");
  const { seq: root } = await cleo.desk.ask("message.send", words(group, "a question"));
  await say(group, "an answer", { thread: { root } });
  expect((await pushed(cleo, "an answer")).message).toMatchObject({ conv: group, root });
  await settle();
  expect(told(other).some((body) => body.includes("an answer"))).toBe(false);
});

test.concurrent("[PUSH-2] one subscription for a device, one device for a subscription; signed out, nobody is reached", async () => {
  const cleo = await away();
  const { key } = await ann.ask("push.key", {});
  // the same browser, of somebody else now
  await ann.ask("push.subscribe", cleo.browser.target);
  await say(cleo.conv, "whose is it");
  const next = service.browser(key);
  expect(await ann.ask("push.state", {})).toEqual({ kind: "web", address: cleo.browser.endpoint });
  await ann.ask("push.subscribe", next.target);
  expect(await ann.ask("push.state", {})).toEqual({ kind: "web", address: next.endpoint });
  await ann.ask("push.unsubscribe", {});
  expect(await ann.ask("push.state", {})).toEqual({});
  const dan = await away();
  const { sessions } = await dan.desk.ask("session.list", {});
  const phone = sessions.find(({ current }) => !current);
  await dan.desk.ask("session.revoke", { session: phone?.id ?? "" });
  await say(dan.conv, "are you there");
  await settle();
  expect([told(cleo), told(dan)]).toEqual([[], []]);
});

test.concurrent("[PUSH-2] what no browser could have subscribed with is refused", async () => {
  const { target } = service.browser("");
  const asked = (some: object) => outcome(ann.ask("push.subscribe", { ...target, ...some }));
  expect(await asked({ address: "ftp://push.example.com/1" })).toBe("invalid");
  expect(await asked({ address: "https://ann:secret@push.example.com/1" })).toBe("invalid");
  expect(await asked({ address: `https://push.example.com/${"x".repeat(LIMITS.pushAddress)}` })).toBe("invalid");
  expect(await asked({ p256dh: target.p256dh.replace(/^./, "C") })).toBe("invalid");
  expect(await asked({ auth: "short" })).toBe("invalid");
  expect(await asked({ p256dh: undefined })).toBe("invalid");
  expect(await asked({ kind: "fcm", address: "token" })).toBe("invalid");
});

test.concurrent("[PUSH-10] a device that is gone is forgotten; a service that is busy or away is asked again, when it said", async () => {
  const gone = await away();
  const busy = await away();
  let refusals = 0;
  service.behave(gone.browser, () => new Response(null, { status: 410 }));
  service.behave(busy.browser, () =>
    ++refusals > 2
      ? undefined
      : new Response(null, { status: refusals === 1 ? 429 : 503, headers: { "Retry-After": "1" } }),
  );
  await say(gone.conv, "anybody");
  await say(busy.conv, "at last");
  await pushed(busy, "at last");
  expect(refusals).toBe(3);
  await say(gone.conv, "again");
  await settle();
  expect(told(gone)).toEqual([]);
  expect(service.asked.items.filter((to) => to === gone.browser)).toHaveLength(1);
});

test.concurrent("[PUSH-10] neither a service that hangs nor one that sends on leads anywhere or holds anybody up", async () => {
  const stuck = await away();
  const sent = await away();
  const quick = await away();
  let led = false;
  const inside = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => ((led = true), new Response("secret")) });
  const free = Promise.withResolvers<undefined>();
  service.behave(stuck.browser, () => free.promise);
  service.behave(sent.browser, () => Response.redirect(`http://127.0.0.1:${inside.port}/`, 307));
  await say(stuck.conv, "stuck");
  await say(sent.conv, "sent on");
  await service.asked.one((to) => to === stuck.browser);
  await say(quick.conv, "quick");
  await pushed(quick, "quick");
  free.resolve(undefined);
  await settle();
  expect(led).toBe(false);
  await inside.stop(true);
});

test.concurrent("[PUSH-12] from a notification one answers and marks as read by its token, in that conversation alone, while the device is signed in", async () => {
  const cleo = await away();
  const seq = await say(cleo.conv, "lunch?");
  const { token = "" } = (await pushed(cleo, "lunch?")).message;
  const key = newKey();
  const answer = () => world.post("push.reply", { token, key, text: "Yes" });
  expect((await answer()).status).toBe(200);
  // the same again is the same answer
  expect(((await (await answer()).json()) as { seq: number }).seq).toBe(seq + 1);
  const { entries } = await bob.ask("message.list", { conv: cleo.conv });
  expect(entries.at(-1)).toMatchObject({ from: cleo.id, kind: "text", body: { text: "Yes", reply: { seq } } });
  const next = await say(cleo.conv, "now?");
  const now = (await pushed(cleo, "now?")).message.token ?? "";
  expect((await world.post("push.read", { token: now })).status).toBe(200);
  // on another node a moment later
  const readOf = async () => (await cleo.desk.ask("conversation.get", { conv: cleo.conv })).conversation.read;
  while ((await readOf()) < next) await Bun.sleep(10);
  const forged = `${token.slice(0, -4)}AAAA`;
  for (const bad of [forged, cleo.renew, "x".repeat(40)]) {
    expect((await world.post("push.read", { token: bad })).status).toBe(403);
  }
  const { key: vapid } = await cleo.desk.ask("push.key", {});
  const other = service.browser(vapid);
  const renewed = await world.post("push.renew", { token: cleo.renew, ...other.target });
  expect(renewed.status).toBe(200);
  expect((await world.post("push.renew", { token: cleo.renew, ...service.browser(vapid).target })).status).toBe(409);
  const { sessions } = await cleo.desk.ask("session.list", {});
  await cleo.desk.ask("session.revoke", { session: sessions.find(({ current }) => !current)?.id ?? "" });
  expect((await answer()).status).toBe(403);
});

test.concurrent("[PUSH-13] a test reaches the device that asks, and tells what became of it", async () => {
  const cleo = await away();
  const { key } = await cleo.desk.ask("push.key", {});
  expect(await outcome(cleo.desk.ask("push.test", {}))).toBe("not_found");
  const browser = service.browser(key);
  await cleo.desk.ask("push.subscribe", { ...browser.target, language: "zh-CN" });
  expect(await cleo.desk.ask("push.test", {})).toEqual({ outcome: "accepted" });
  const { message } = await service.pushes.one(({ to }) => to === browser);
  expect(message).toMatchObject({ title: "Our server", body: "这台设备可以收到通知了。" });
  service.behave(browser, () => new Response(null, { status: 404 }));
  expect(await cleo.desk.ask("push.test", {})).toEqual({ outcome: "gone" });
  expect(await cleo.desk.ask("push.state", {})).toEqual({});
});
