import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId, type Entry, type ServerFrame } from "@skein/protocol";
import { AccountRoom, PASSWORD } from "../../../test/account-room.ts";

let room: AccountRoom;
let owner: { id: string; token: string };
let admin: { id: string; token: string };
beforeAll(async () => {
  room = await AccountRoom.open();
  owner = await room.person("Olga", "owner");
  admin = await room.person("Adam", "admin");
});
afterAll(() => room[Symbol.asyncDispose]());

let names = 0;
async function someone() {
  names += 1;
  return room.person(`P${names}`);
}

async function pair() {
  const [ann, bob] = [await someone(), await someone()];
  const conv = directId(ann.id, bob.id);
  return { ann, bob, conv };
}

let keys = 0;
const key = () => `key-${String((keys += 1)).padStart(8, "0")}`;
const say = (conv: string, text: string, token: string, k = key()) =>
  room.ask("message.send", { conv, key: k, kind: "text", body: { text } }, token);
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (fault: { wire: { name: string; until?: number } }) => fault.wire,
  );
const page = async (conv: string, token: string) => (await room.ask("message.list", { conv }, token)).entries;
const texts = (entries: readonly Entry[]) =>
  entries.map((entry) => (entry.kind === "text" ? entry.body.text : entry.kind));
const isEntry = (seq: number) => (frame: ServerFrame) => frame.type === "entry" && frame.seq === seq;

test("[MOD-1][MOD-2] words are refused, starred out and flagged, in messages and edits, from the ok of the list on", async () => {
  const { ann, bob, conv } = await pair();
  const words = [
    { word: "Gamble", action: "refuse" as const },
    { word: "赌博", action: "refuse" as const },
    { word: "darn", action: "mask" as const },
    { word: "heist", action: "flag" as const },
  ];
  expect(await room.errorOf("word.add", { words }, ann.token)).toBe("forbidden");
  expect(await room.errorOf("word.add", { words: [{ word: "!?", action: "mask" }] }, admin.token)).toBe("invalid");
  expect(await room.ask("word.add", { words }, admin.token)).toEqual({ total: 4 });
  expect(await refusal(say(conv, "come and g.a.m.b.l.e", ann.token))).toMatchObject({ name: "words_refused" });
  expect(await refusal(say(conv, "来赌 博", ann.token))).toMatchObject({ name: "words_refused" });
  await say(conv, "DARN it", ann.token);
  const { seq } = await say(conv, "a heist tonight", ann.token);
  expect(
    await refusal(room.ask("message.edit", { conv, seq, key: key(), body: { text: "gamble" } }, ann.token)),
  ).toMatchObject({ name: "words_refused" });
  await room.ask("message.edit", { conv, seq, key: key(), body: { text: "a darn good heist" } }, ann.token);
  expect(texts(await page(conv, bob.token))).toEqual(["＊＊＊＊ it", "a heist tonight", "message.edited"]);
  const { reports } = await room.ask("report.list", { state: "open", conv }, admin.token);
  expect(reports.map(({ seq, author, reason, words, by }) => [seq, author, reason, words, by])).toEqual([
    [seq, ann.id, "words", "heist", undefined],
    [seq, ann.id, "words", "heist", undefined],
  ]);
  expect(texts(await page(directId(ann.id, ann.id), ann.token).catch(() => []))).toEqual([]);
  await say(directId(ann.id, ann.id), "gamble notes", ann.token);
  expect((await room.ask("word.list", { limit: 2 }, admin.token)).words.map(({ word }) => word)).toEqual([
    "darn",
    "gamble",
  ]);
  await room.ask("word.remove", { words: ["gamble", "darn", "heist", "赌博"] }, admin.token);
  await say(conv, "gamble", ann.token);
  const { context } = await room.ask("report.get", { report: reports[0]?.id ?? "" }, admin.token);
  expect(context.length).toBeGreaterThan(2);
});

test("[MOD-3][MOD-5] who is muted reads on, and writes again when it is over or lifted", async () => {
  const { ann, bob, conv } = await pair();
  const { seq } = await say(conv, "hello", ann.token);
  const until = room.clock.now() + 60_000;
  expect(await room.errorOf("sanction.set", { user: ann.id, penalty: "mute" }, bob.token)).toBe("forbidden");
  expect(await room.errorOf("sanction.set", { user: admin.id, penalty: "mute" }, admin.token)).toBe("forbidden");
  expect(await room.errorOf("sanction.set", { user: owner.id, penalty: "mute" }, admin.token)).toBe("forbidden");
  expect(await room.errorOf("sanction.set", { user: "nobody", penalty: "mute" }, admin.token)).toBe("not_found");
  expect(await room.errorOf("sanction.set", { user: ann.id, penalty: "mute", until: 5 }, admin.token)).toBe("invalid");
  await room.ask("sanction.set", { user: ann.id, penalty: "mute", until, words: "calm down" }, admin.token);
  expect(await refusal(say(conv, "no", ann.token))).toMatchObject({ name: "muted", until });
  expect(
    await refusal(room.ask("message.edit", { conv, seq, key: key(), body: { text: "x" } }, ann.token)),
  ).toMatchObject({
    name: "muted",
  });
  expect(texts(await page(conv, ann.token))).toEqual(["hello"]);
  const { sanctions } = await room.ask("sanction.list", {}, admin.token);
  expect(sanctions.find(({ user }) => user === ann.id)).toMatchObject({
    penalty: "mute",
    until,
    words: "calm down",
    by: admin.id,
  });
  await room.restart();
  expect(await refusal(say(conv, "still no", ann.token))).toMatchObject({ name: "muted", until });
  await room.ask("sanction.lift", { user: ann.id, penalty: "mute" }, admin.token);
  await say(conv, "thanks", ann.token);
  expect(await room.errorOf("sanction.lift", { user: ann.id, penalty: "mute" }, admin.token)).toBe("not_found");
  await room.ask("sanction.set", { user: ann.id, penalty: "mute", until: room.clock.now() + 10 }, owner.token);
  room.clock.ahead += 20;
  await say(conv, "over", ann.token);
});

test("[MOD-4] who is banned goes at once, hears why, and comes in by no way until it is over", async () => {
  const { ann } = await pair();
  const login = `p${names - 1}`;
  using link = await room.connect(ann.token);
  const until = room.clock.now() + 3_600_000;
  await room.ask("sanction.set", { user: ann.id, penalty: "ban", until, words: "spam" }, admin.token);
  expect((await link.closed).code).toBe(4502);
  const said = link.frames.findLast((frame) => frame.type === "error");
  expect(said).toMatchObject({ name: "token_revoked", ended: { why: "banned", until, words: "spam" } });
  expect(await refusal(room.ask("account.get", {}, ann.token))).toMatchObject({
    name: "token_revoked",
    ended: { why: "banned" },
  });
  expect(await refusal(room.ask("account.signin", { login, password: PASSWORD }))).toMatchObject({
    name: "banned",
    until,
  });
  const code = await room.server.account.makeSignInCode(ann.id);
  expect(await refusal(room.ask("account.redeem", { code }))).toMatchObject({ name: "banned" });
  await room.restart();
  expect(await refusal(room.ask("account.signin", { login, password: PASSWORD }))).toMatchObject({
    name: "banned",
    until,
  });
  await room.ask("sanction.lift", { user: ann.id, penalty: "ban" }, owner.token);
  expect((await room.ask("account.signin", { login, password: PASSWORD })).me.profile.id).toBe(ann.id);
  await room.ask("sanction.set", { user: ann.id, penalty: "ban", until: room.clock.now() + 10 }, owner.token);
  room.clock.ahead += 20;
  expect((await room.ask("account.signin", { login, password: PASSWORD })).me.profile.id).toBe(ann.id);
});

test("[MOD-6] a shadow-banned person sees their own messages, nobody else does, and every log is whole", async () => {
  const { ann, bob, conv } = await pair();
  await say(conv, "before", ann.token);
  using own = await room.connect(ann.token);
  using other = await room.connect(bob.token);
  const { cursor } = other.welcome;
  await room.ask("sanction.set", { user: ann.id, penalty: "shadow" }, admin.token);
  const k = key();
  const { seq } = await say(conv, "buy my secrets", ann.token, k);
  expect(await say(conv, "buy my secrets", ann.token, k)).toMatchObject({ seq });
  expect(await refusal(say(conv, "something else", ann.token, k))).toMatchObject({ name: "key_reused" });
  expect(await own.next(isEntry(seq))).toMatchObject({ kind: "text", key: k, body: { text: "buy my secrets" } });
  const heard = await other.next(isEntry(seq));
  expect(heard).toMatchObject({ kind: "hidden", count: 1, body: {} });
  expect(heard).not.toHaveProperty("key");
  await room.ask("message.edit", { conv, seq, key: key(), body: { text: "buy all my secrets" } }, ann.token);
  await room.ask("message.edit", { conv, seq: 1, key: key(), body: { text: "my secrets before" } }, ann.token);
  const { seq: last } = await say(conv, "answer", bob.token);
  expect(last).toBe(seq + 3);

  for (let round = 0; round < 2; round++) {
    const seen = await room.ask("message.list", { conv }, bob.token);
    const list = await room.ask("conversation.list", {}, bob.token);
    const edits = await room.ask("message.edits", { conv, seq: 1 }, bob.token);
    const changes = await room.ask("sync.changes", { cursor }, bob.token);
    expect(JSON.stringify([seen, list, edits, changes])).not.toContain("secret");
    expect(texts(seen.entries)).toEqual(["before", "hidden", "hidden", "hidden", "answer"]);
    expect(list.conversations[0]?.unread).toBe(0);
    const mine = await room.ask("message.list", { conv }, ann.token);
    expect(texts(mine.entries)).toEqual(["before", "buy my secrets", "message.edited", "message.edited", "answer"]);
    expect(mine.entries[1]?.fold?.edited?.body).toEqual({ text: "buy all my secrets" });
    await room.restart();
  }
  // both copies are proven by what each sees
  const { createHash } = await import("node:crypto");
  for (const { token } of [ann, bob]) {
    let sum = 0n;
    for (const { seq, from, key = "", at, kind, ref = "", count, body } of await page(conv, token)) {
      const line = [conv, seq, from, key, at, kind, ref, count, JSON.stringify(body)].join("\n");
      sum ^= createHash("sha256").update(line).digest().readBigUInt64BE();
    }
    const { digest } = await room.ask("sync.verify", { conv }, token);
    expect(digest).toBe(sum.toString(16).padStart(16, "0"));
  }
  expect(await room.errorOf("report.create", { conv, seq, reason: "spam" }, bob.token)).toBe("not_found");
  await room.ask("sanction.lift", { user: ann.id, penalty: "shadow" }, admin.token);
  await say(conv, "visible again", ann.token);
  expect(texts(await page(conv, bob.token)).at(-1)).toBe("visible again");
});

test("[MOD-6] in a group the author's other devices get it too, in the order of the log", async () => {
  const { ann, bob } = await pair();
  const { conversation } = await room.ask("group.create", { key: key(), name: "Many", users: [bob.id] }, ann.token);
  using phone = await room.connect(ann.token);
  using other = await room.connect(bob.token);
  await room.ask("sanction.set", { user: ann.id, penalty: "shadow" }, admin.token);
  const first = await say(conversation.id, "unseen", ann.token);
  const second = await say(conversation.id, "seen", bob.token);
  for (const [link, kinds] of [
    [phone, ["text", "text"]],
    [other, ["hidden", "text"]],
  ] as const) {
    await link.next(isEntry(second.seq));
    const entries = link.frames.filter((frame) => frame.type === "entry" && frame.conv === conversation.id);
    expect(entries.map((frame) => frame.type === "entry" && [frame.seq, frame.kind])).toEqual([
      [first.seq, kinds[0]],
      [second.seq, kinds[1]],
    ]);
  }
});

test("[MOD-7][MOD-8][MOD-9] a report keeps what was said, is told live, and settling does what it says", async () => {
  const { ann, bob, conv } = await pair();
  for (let i = 0; i < 12; i++) await say(conv, `line ${i}`, bob.token);
  const { seq } = await say(conv, "something vile", ann.token);
  await say(conv, "after", bob.token);
  using desk = await room.connect(admin.token);
  expect(await room.errorOf("report.create", { conv, seq, reason: "abuse" }, ann.token)).toBe("forbidden");
  expect(await room.errorOf("report.create", { conv, seq: 99, reason: "abuse" }, bob.token)).toBe("not_found");
  expect(await room.errorOf("report.create", { conv, seq, reason: "words" }, bob.token)).toBe("invalid");
  const stranger = await someone();
  expect(await room.errorOf("report.create", { conv, seq, reason: "abuse" }, stranger.token)).toBe("not_found");
  const { report } = await room.ask("report.create", { conv, seq, reason: "abuse", words: "look" }, bob.token);
  expect((await room.ask("report.create", { conv, seq, reason: "spam" }, bob.token)).report).toBe(report);
  const told = (state: string) => (frame: ServerFrame) =>
    frame.type === "event" && frame.name === "report" && frame.data.report === report && frame.data.state === state;
  await desk.next(told("open"));
  await room.ask("message.recall", { conv, seq, key: key() }, ann.token);
  const kept = await room.ask("report.get", { report }, admin.token);
  expect(kept.report).toMatchObject({
    by: bob.id,
    author: ann.id,
    words: "look",
    said: { kind: "text", body: { text: "something vile" } },
  });
  expect(texts(kept.context)).toEqual([
    ...Array.from({ length: 10 }, (_, i) => `line ${i + 2}`),
    "something vile",
    "after",
  ]);
  expect(kept.users.map(({ id }) => id).toSorted()).toEqual([ann.id, bob.id].toSorted());
  expect(await room.errorOf("report.get", { report }, bob.token)).toBe("forbidden");

  const both = await Promise.all([
    room.errorOf("report.settle", { report, outcome: "muted", words: "enough" }, admin.token),
    room.errorOf("report.settle", { report, outcome: "dismissed" }, owner.token),
  ]);
  expect(both.filter((error) => error === "conflict")).toHaveLength(1);
  await desk.next(told("closed"));
  expect((await room.ask("report.list", { state: "open", conv }, admin.token)).reports).toEqual([]);

  const next = await say(conv, "to be taken down", bob.token);
  const second = await room.ask("report.create", { conv, seq: next.seq, reason: "spam" }, ann.token);
  await room.ask("report.settle", { report: second.report, outcome: "recalled" }, admin.token);
  const after = await page(conv, ann.token);
  expect(after.find((entry) => entry.seq === next.seq)).toMatchObject({
    body: {},
    fold: { recalled: { by: admin.id } },
  });
  expect((await room.ask("report.list", { state: "closed", conv }, admin.token)).reports[0]).toMatchObject({
    outcome: "recalled",
    closedBy: admin.id,
  });
});

test("[MOD-10] what was done with rights is on record, and pages through", async () => {
  const { ann } = await pair();
  await room.ask("sanction.set", { user: ann.id, penalty: "mute", words: "why not" }, admin.token);
  await room.ask("sanction.lift", { user: ann.id, penalty: "mute" }, owner.token);
  await room.ask("user.role", { user: ann.id, role: "admin" }, owner.token);
  expect(await room.errorOf("sanction.set", { user: ann.id, penalty: "ban" }, admin.token)).toBe("forbidden");
  const first = await room.ask("audit.list", { target: ann.id, limit: 2 }, admin.token);
  expect(first.entries.map(({ action, by, detail }) => [action, by, detail])).toEqual([
    ["user.role", owner.id, { role: "admin" }],
    ["sanction.lift", owner.id, { penalty: "mute" }],
  ]);
  const rest = await room.ask("audit.list", { target: ann.id, limit: 10, after: first.next ?? "" }, admin.token);
  expect(rest.entries.map(({ action, by }) => [action, by])).toEqual([
    ["sanction.set", admin.id],
    ["operator.token", undefined],
    ["operator.person", undefined],
  ]);
  expect(rest.next).toBeUndefined();
  expect(await room.errorOf("audit.list", { after: "x" }, admin.token)).toBe("invalid");
  const { invite } = await room.ask("invite.create", {}, admin.token);
  await room.ask("invite.revoke", { code: invite.code }, admin.token);
  const { entries } = await room.ask("audit.list", { limit: 2 }, owner.token);
  expect(entries.map(({ action }) => action)).toEqual(["invite.revoke", "invite.create"]);
  expect(JSON.stringify(entries)).not.toContain(invite.code);
});
