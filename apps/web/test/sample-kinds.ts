import { http, makeKey } from "@skein/client";
import { directId, type Kind } from "@skein/protocol";
import type { TestPerson, TestServer } from "@skein/testkit";
import type { Sample } from "./sample-talk.ts";

/** Talks that hold a message of each kind, and what can be done with them. */
export interface SampleKinds {
  /** Quotes, mentions, edits, reactions, pins, messages taken back and forwarded. */
  readonly words: string;
  /** Places, cards, stickers, what integrators bring, merged messages. */
  readonly things: string;
  readonly polls: string;
  /** A group to which much has happened. */
  readonly notices: string;
  /** Lines that those who are `readers` have not read. */
  readonly long: string;
  readonly readers: TestPerson[];
  /** With somebody who has blocked the one who looks. */
  readonly closed: string;
  readonly blocked: TestPerson;
  readonly stranger: TestPerson;
}

/** Adds them to a server that has the people of the sample. */
export async function sampleKinds(server: TestServer, { me, others, group, direct }: Sample): Promise<SampleKinds> {
  const { url } = server;
  const [ann, noah, wei] = others;
  if (!ann || !noah || !wei) throw new Error("The sample has too few people.");
  const key = () => makeKey(Date.now(), Math.random);
  const send = async (by: TestPerson, conv: string, kind: Kind, body: object): Promise<number> =>
    (
      await http(
        url,
        "message.send",
        { conv, key: key(), kind: kind as "text", body: body as { text: string } },
        by.token,
      )
    ).seq;
  const say = (by: TestPerson, conv: string, text: string, more: object = {}) =>
    send(by, conv, "text", { text, ...more });
  const make = async (by: TestPerson, name: string, color: number, users: readonly TestPerson[]): Promise<string> => {
    const params = { key: key(), name, color, users: users.map(({ id }) => id) };
    return (await http(url, "group.create", params, by.token)).conversation.id;
  };
  const person = async (login: string, name: string): Promise<TestPerson> => {
    const one = await server.person(login);
    await http(url, "account.update", { name }, one.token);
    return one;
  };

  const words = await make(me, "Meeting points · 集合地点", 2, [ann, noah, wei]);
  const question = await say(ann, words, "Shall we meet at the bridge or at the east gate?");
  const answer = await say(me, words, "六点半集合，我在桥上等大家。", { reply: { seq: question } });
  const meet = await say(noah, words, "Then let us meet at the bridge. @林悦 will you bring the torches?", {
    reply: { seq: answer },
    mentions: { users: [me.id], names: ["林悦"] },
  });
  await http(
    url,
    "message.edit",
    { conv: words, seq: answer, key: key(), body: { text: "七点集合，我在桥上等大家。", reply: { seq: question } } },
    me.token,
  );
  for (const [by, emoji] of [
    [me, "👍"],
    [ann, "👍"],
    [wei, "👍"],
    [ann, "🎉"],
    [wei, "❤️"],
  ] as const)
    await http(url, "message.react", { conv: words, seq: meet, key: key(), emoji, on: true }, by.token);
  const wrong = await say(wei, words, "发错了");
  await http(url, "message.recall", { conv: words, seq: wrong, key: key() }, wei.token);
  const mine = await say(me, words, "This was meant for somebody else.");
  await http(url, "message.recall", { conv: words, seq: mine, key: key() }, me.token);
  await say(wei, words, "@所有人 明天早上降温，多穿一点。", { mentions: { all: true } }).catch(() =>
    say(wei, words, "明天早上降温，多穿一点。"),
  );
  const { entries: said } = await http(url, "message.list", { conv: direct }, me.token);
  const [first] = said.filter(({ kind, from }) => kind === "text" && from === ann.id);
  const forward = (seqs: readonly number[], conv: string, to: string, merged: boolean) =>
    http(url, "message.forward", { conv, key: key(), seqs: [...seqs], to: [to], merged }, me.token);
  if (first) await forward([first.seq], direct, words, false);
  for (const seq of [question, answer, meet])
    await http(url, "message.pin", { conv: words, seq, key: key(), on: true }, me.token);

  const things = await make(me, "Places and people", 6, [ann, noah, wei]);
  await send(noah, things, "location", {
    lat: 39.9954,
    lon: 116.1886,
    name: "昆明湖东岸 · Kunming lake, east shore",
    address: "北京市海淀区新建宫门路19号，文昌院码头向南三百米的木栈道尽头",
  });
  await send(me, things, "location", { lat: -54.8019, lon: -68.303 });
  await send(ann, things, "contact", { user: wei.id });
  await send(wei, things, "sticker", { set: "geese", id: "party" });
  await send(me, things, "sticker", { set: "geese", id: "thanks" });
  const schema = { type: "object", properties: { number: { type: "integer" } }, required: ["number"] };
  const texts = { en: "Order {number} is on its way and arrives on Friday", "zh-CN": "订单 {number} 已发货，周五送达" };
  await http(url, "kind.register", { type: "shop.order", schema, texts }, me.token);
  await http(url, "kind.register", { type: "shop.news", schema, texts, notice: true }, me.token);
  const order = (type: string) => ({ type, data: { number: 1047 }, fallback: "Order 1047" });
  await send(noah, things, "custom", order("shop.order"));
  await send(noah, things, "custom", order("shop.news"));
  const { entries } = await http(url, "message.list", { conv: group }, me.token);
  const texty = entries.filter(({ kind, body }) => kind === "text" && !("thread" in (body as object)));
  await forward(
    texty.slice(0, 6).map(({ seq }) => seq),
    group,
    things,
    true,
  );

  const polls = await make(me, "Votes · 投票", 9, [ann, noah, wei]);
  const vote = (by: TestPerson, seq: number, ...choices: number[]) =>
    http(url, "poll.vote", { conv: polls, seq, key: key(), choices }, by.token);
  const over = await send(ann, polls, "poll", { question: "Tea or coffee?", options: ["Tea 茶", "Coffee 咖啡"] });
  await vote(noah, over, 0);
  await vote(me, over, 0);
  await vote(wei, over, 1);
  await http(url, "poll.close", { conv: polls, seq: over, key: key() }, ann.token);
  const dare = await send(me, polls, "poll", {
    question: "谁愿意早上五点出发？",
    options: ["我可以", "太早了", "Only with a thermos of very strong coffee and somebody who drives"],
    anonymous: true,
    closesAt: Date.now() + 3 * 86_400_000,
  });
  await vote(ann, dare, 2);
  await vote(noah, dare, 0);
  const open = await send(noah, polls, "poll", {
    question: "Which shores shall we count this year?",
    options: ["North shore 北岸", "Lighthouse 灯塔", "Reed beds 芦苇荡"],
    multiple: true,
  });
  await vote(me, open, 0, 2);
  await vote(ann, open, 0);
  await vote(wei, open, 1, 2);

  const notices = await make(me, "Rowing", 1, [ann, noah]);
  const ask = <N extends Parameters<typeof http>[1]>(name: N, params: Parameters<typeof http<N>>[2], by = me) =>
    http(url, name, params, by.token);
  await ask("group.update", { conv: notices, name: "Rowing club 划船队" });
  await ask("group.role", { conv: notices, user: ann.id, role: "admin" });
  await ask("group.add", { conv: notices, users: [wei.id] });
  await ask("group.mute", { conv: notices, user: wei.id, until: Date.now() + 3_600_000 }, ann);
  await ask("group.remove", { conv: notices, user: wei.id });
  await ask("group.update", { conv: notices, settings: { slow: 30 } });
  await ask("group.leave", { conv: notices }, noah);
  await ask("group.update", { conv: notices, color: 8 }, ann);

  const readers = [];
  for (const [login, name] of [
    ["quill", "Quill"],
    ["rui", "瑞"],
    ["sun", "Sun Li"],
    ["tor", "Tor"],
  ] as const)
    readers.push(await person(login, name));
  const long = await make(me, "Log of the tides", 4, [ann, ...readers]);
  for (let hour = 1; hour <= 60; hour += 1) {
    await say(me, long, `Hour ${hour}: ${(1 + Math.sin(hour / 2)).toFixed(2)} m`);
    if (hour === 40)
      for (const { token } of readers) {
        const { conversation } = await http(url, "conversation.get", { conv: long }, token);
        await http(url, "conversation.mark", { marks: [{ conv: long, read: conversation.head }] }, token);
      }
  }

  const casper = await person("casper", "Casper Blok");
  const closed = directId(me.id, casper.id);
  await say(casper, closed, "Please do not write to me any more.");
  await http(url, "contact.block", { user: me.id }, casper.token);
  const blocked = await person("spam", "Best Offers 24");
  await say(blocked, directId(me.id, blocked.id), "You have won a free cruise!");
  await http(url, "contact.block", { user: blocked.id }, me.token);
  const stranger = await person("ola", "Ola Nordmann");
  return { words, things, polls, notices, long, readers, closed, blocked, stranger };
}
