import { expect, test } from "bun:test";
import type { Entry } from "@skein/protocol";
import { faultyStorage } from "./fixture/storage.ts";
import {
  direct,
  entryOf,
  groupOf,
  heard,
  isEntry,
  newKey,
  outcome,
  settled,
  upTo,
  wholeLog,
  words,
} from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

/** What of an entry every reader must see alike. */
const facts = ({ conv, seq, from, at, key, kind, count, body }: Entry) => ({
  conv,
  seq,
  from,
  at,
  key,
  kind,
  count,
  body,
});

test("[LOG-1][LOG-2] many who write at once, some in vain, make one dense log that all read alike, also after a restart", async () => {
  await using world = await World.start();
  const people = upTo(8).map((n) => `p${n}`);
  const links = await world.links(...people);
  const [first] = links as [(typeof links)[0]];
  const conv = await groupOf(first, people.slice(1));
  const used = newKey();
  await first.ask("message.send", words(conv, "the key is used", used));
  const sends = links.flatMap((link, who) =>
    upTo(40).flatMap((n) => [
      link.ask("message.send", words(conv, `${who}.${n}`)),
      // in vain, in the midst of the others
      ...(n % 5 === 0
        ? [
            first.request("message.send", words(conv, "another text", used)),
            link.request("message.send", words("g:nowhere", "x")),
          ]
        : []),
    ]),
  );
  await Promise.all(sends);
  await settled(...links);
  const logs = await Promise.all(links.map((link) => wholeLog(link, conv)));
  const [log = []] = logs;
  // made, the used key, and all that was said
  expect(log.map(({ seq }) => seq)).toEqual(upTo(2 + 8 * 40));
  expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b));
  for (const other of logs) expect(other).toEqual(log);
  for (const link of links)
    expect(heard(link, conv).map(facts)).toEqual(log.slice(-heard(link, conv).length).map(facts));
  await world.restart();
  const back = await world.link("p3");
  expect(await wholeLog(back, conv)).toEqual(log);
});

test("[LOG-3][SEND-1] nothing of an entry is told before the store has it, and nothing when it fails", async () => {
  await using faulty = await faultyStorage();
  await using world = await World.start({}, { storage: faulty.storage });
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  await ann.ask("message.send", words(conv, "before"));
  await settled(ann, bob);
  const before = { ann: ann.frames.length, bob: bob.frames.length };
  const tell = faulty.hold("commit");
  const sent = ann.ask("message.send", words(conv, "held"));
  // reads do not wait for writes: their answers show what has been told so far
  for (let look = 0; look < 20; look++) await settled(ann, bob);
  expect(ann.frames.slice(before.ann).filter((frame) => frame.type !== "ok")).toEqual([]);
  expect(bob.frames.slice(before.bob).filter((frame) => frame.type !== "ok")).toEqual([]);
  tell();
  const { seq } = await sent;
  await bob.next(entryOf(conv, seq));
  faulty.break("commit", new Error("no space left on device"));
  expect(await outcome(ann.ask("message.send", words(conv, "lost")))).toBe("unavailable");
  faulty.mend();
  await ann.ask("message.send", words(conv, "after"));
  await settled(ann, bob);
  for (const link of [ann, bob])
    expect(heard(link, conv).map(({ body }) => body)).toEqual(["before", "held", "after"].map((text) => ({ text })));
});

test("[LOG-3] every link of every member gets each entry once, whoever sent it, and nobody else", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const more = await world.links("ann", "bob", "bob");
  const members = [ann, bob, ...more];
  const conv = await groupOf(ann, ["bob"]);
  await Promise.all(
    members.flatMap((link, at) => upTo(10).map((n) => link.ask("message.send", words(conv, `${at}.${n}`)))),
  );
  await settled(...members, eve);
  for (const link of members) {
    const seqs = heard(link, conv).map(({ seq }) => seq);
    expect(seqs).toEqual(upTo(51));
  }
  expect(eve.frames.filter(isEntry)).toEqual([]);
});

test("[LOG-4] entries of a conversation keep their order on a link, also where so many listen that they go out together", async () => {
  await using world = await World.start();
  // above 64 listeners entries are gathered for a moment
  const people = upTo(80).map((n) => `p${n}`);
  const links = await world.links(...people);
  const [first] = links as [(typeof links)[0]];
  const conv = await groupOf(first, people.slice(1));
  const mine = direct("p1", "p2");
  const writers = links.slice(0, 10);
  const sends = writers.map(async (link, at) => {
    for (const n of upTo(20)) {
      await link.ask("message.send", words(conv, `${at}.${n}`));
      if (at === 0) await link.ask("message.send", words(mine, `${n}`));
    }
  });
  await Promise.all(sends);
  await Promise.all(links.map((link) => link.next(entryOf(conv, 201))));
  for (const link of links) expect(heard(link, conv).map(({ seq }) => seq)).toEqual(upTo(201));
  // and no cursor promises what was still held back: from each of them on, the rest is told
  const p2 = links[1];
  const frames = p2?.frames.filter(isEntry) ?? [];
  for (const at of [5, 50, 100, 150, 200]) {
    const seen =
      frames
        .slice(0, at + 1)
        .filter(({ conv: one }) => one === conv)
        .at(-1)?.seq ?? 0;
    const changes = await p2?.ask("sync.changes", { cursor: frames[at]?.cursor ?? "" });
    const changed = changes?.conversations.find(({ id }) => id === conv);
    const first = changed?.entries?.[0]?.seq ?? 202;
    // the delta joins on to what this link had heard by then, or is full and says where the head is
    expect(first <= seen + 1 || changed?.entries?.length === 50).toBe(true);
  }
}, 20_000);

test("[LOG-5] each entry tells how many countable ones there are up to it", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["bob"]);
  await ann.ask("message.send", words(conv, "one"));
  await ann.ask("group.add", { conv, users: ["eve"] });
  await bob.ask("message.send", words(conv, "two"));
  await ann.ask("group.update", { conv, name: "renamed" });
  expect(await ann.ask("message.send", words(conv, "three"))).toMatchObject({ seq: 6, count: 3 });
  await settled(bob);
  const counts = [0, 1, 1, 2, 2, 3];
  expect((await wholeLog(bob, conv)).map(({ count }) => count)).toEqual(counts);
  expect(heard(bob, conv).map(({ count }) => count)).toEqual(counts);
});

test("[CONV-1] a direct conversation has one id, whoever opens it; with oneself it is the saved messages", async () => {
  await using world = await World.start();
  // code units: upper case before lower, and no language's order
  const [zoe, ann, upper] = await world.links("zoe", "ann", "Zed");
  expect((await zoe.ask("conversation.open", { user: "ann" })).conversation).toMatchObject({
    id: "d:ann:zoe",
    kind: "direct",
    peer: "ann",
  });
  expect((await ann.ask("conversation.open", { user: "zoe" })).conversation).toMatchObject({
    id: "d:ann:zoe",
    peer: "zoe",
  });
  expect((await ann.ask("conversation.open", { user: "Zed" })).conversation.id).toBe("d:Zed:ann");
  expect((await ann.ask("conversation.open", { user: "ann" })).conversation).toMatchObject({
    id: "d:ann:ann",
    peer: "ann",
    members: 1,
  });
  expect(await upper.ask("message.send", words("d:Zed:ann", "hello"))).toMatchObject({ seq: 1 });
  // no other spelling leads to another log
  for (const id of ["d:zoe:ann", "d:ann:Zed", "d:ann", "d:ann:", "d:ann:zoe:x", "d:ann:ZOE"]) {
    expect(["not_found", "invalid"]).toContain(await outcome(ann.ask("message.send", words(id, "x"))));
  }
  expect(await ann.ask("message.send", words("d:ann:ann", "a note"))).toMatchObject({ seq: 1, count: 1 });
  expect((await ann.ask("conversation.get", { conv: "d:ann:ann" })).conversation).toMatchObject({
    unread: 0,
    read: 1,
    head: 1,
  });
});

test("[CONV-2] whoever writes first makes the conversation, and two who do at once meet in one log", async () => {
  await using world = await World.start();
  for (const round of upTo(25)) {
    const [a, b] = [`a${round}`, `b${round}`] as const;
    const [left, right] = await world.links(a, b);
    const conv = direct(a, b);
    const both = await Promise.all([
      left.ask("message.send", words(conv, "from the left")),
      right.ask("message.send", words(conv, "from the right")),
      left.ask("message.send", words(conv, "and again")),
      right.ask("conversation.open", { user: a }),
    ]);
    expect(new Set([both[0].seq, both[1].seq, both[2].seq])).toEqual(new Set([1, 2, 3]));
    await settled(left, right);
    for (const link of [left, right]) expect(heard(link, conv).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await right.ask("conversation.get", { conv })).conversation).toMatchObject({ members: 2, head: 3 });
  }
});

test("[CONV-2] whoever made it finds it, also when somebody else is still told that it was not there", async () => {
  await using faulty = await faultyStorage();
  await using world = await World.start({}, { storage: faulty.storage });
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const answerQueries = faulty.hold("query");
  // the conversation was looked for; now it is waited for whether there is a Bob
  const opened = ann.ask("conversation.open", { user: "bob" });
  await ann.request("no.such");
  await faulty.storage.page(conv, { limit: 1 });
  const answerReads = faulty.hold("conversation");
  const asked = outcome(bob.ask("message.list", { conv }));
  await bob.request("no.such");
  await faulty.storage.page(conv, { limit: 1 });
  answerQueries();
  // what Bob is to be told has been read by now, and is told only after Ann made the conversation
  for (let look = 0; look < 20; look++) await faulty.storage.page(conv, { limit: 1 });
  answerReads();
  expect((await opened).conversation).toMatchObject({ id: conv, peer: "bob" });
  expect(["ok", "not_found"]).toContain(await asked);
});

test("[CONV-2] with a person who is not there no conversation comes to be", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  expect(await outcome(ann.ask("message.send", words(direct("ann", "nobody"), "hello?")))).toBe("not_found");
  expect(await outcome(ann.ask("conversation.open", { user: "nobody" }))).toBe("not_found");
  await world.link("nobody");
  expect(await ann.ask("conversation.list", {})).toMatchObject({ conversations: [] });
});

test("[CONV-3] the self log is heard on all of one's own devices, by nobody else, and nobody writes into it", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const phone = await world.link("bob");
  const conv = await groupOf(ann, ["bob"]);
  for (const device of [bob, phone])
    expect(await device.next(entryOf("s:bob"))).toMatchObject({ seq: 1, kind: "self.joined", body: { conv } });
  await settled(ann);
  expect(heard(ann, "s:bob")).toEqual([]);
  expect(heard(ann, "s:ann")).toHaveLength(1);
  for (const self of ["s:bob", "s:ann", "s:nobody"])
    expect(await outcome(bob.ask("message.send", words(self, "to me")))).toBe("not_found");
  expect((await bob.ask("message.list", { conv: "s:bob" })).entries.map(({ kind }) => kind)).toEqual(["self.joined"]);
  expect(await outcome(bob.ask("message.list", { conv: "s:ann" }))).toBe("not_found");
  expect((await bob.ask("conversation.list", {})).conversations.map(({ id }) => id)).toEqual([conv]);
});

test("[CONV-4] the list holds each conversation once over its pages, the latest active first", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const people = upTo(12).map((n) => `p${n}`);
  await world.links(...people);
  // groups of one moment share their time of making
  const groups = await Promise.all(upTo(12).map((n) => groupOf(ann, [], `g${n}`)));
  for (const person of people) await ann.ask("message.send", words(direct("ann", person), "hi"));
  const latest = direct("ann", "p4");
  await ann.ask("message.send", words(latest, "again"));
  // nothing was said in it, and it is not there yet
  await ann.ask("conversation.open", { user: "ann" });
  const whole = (await ann.ask("conversation.list", { limit: 100 })).conversations;
  expect(whole).toHaveLength(24);
  expect(new Set(whole.map(({ id }) => id))).toEqual(
    new Set([...groups, ...people.map((person) => direct("ann", person))]),
  );
  // what happened in one ms is all the latest
  expect(whole[0]?.at).toBe(whole.find(({ id }) => id === latest)?.at ?? 0);
  const times = whole.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  for (const limit of [1, 5, 7, 24]) {
    const paged = [];
    for (let after: string | undefined; ; ) {
      const page = await ann.ask("conversation.list", { limit, ...(after !== undefined && { after }) });
      expect(page.conversations.length).toBeLessThanOrEqual(limit);
      paged.push(...page.conversations);
      after = page.next;
      if (after === undefined) break;
    }
    expect(paged).toEqual(whole);
  }
  expect(await outcome(ann.ask("conversation.list", { after: "nonsense" }))).toBe("invalid");
});

test("[CONV-4] what becomes active between two pages is in neither twice", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const groups = [];
  for (const n of upTo(6)) groups.push(await groupOf(ann, [], `g${n}`));
  const first = await ann.ask("conversation.list", { limit: 3 });
  // the last of the first page, and one that was to come
  await ann.ask("message.send", words(groups[3] ?? "", "up"));
  await ann.ask("message.send", words(groups[0] ?? "", "up"));
  const second = await ann.ask("conversation.list", { limit: 3, after: first.next ?? "" });
  const seen = [...first.conversations, ...second.conversations].map(({ id }) => id);
  expect(new Set(seen).size).toBe(seen.length);
});
