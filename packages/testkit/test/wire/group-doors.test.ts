import { expect, test } from "bun:test";
import { HandClock } from "./fixture/hand-clock.ts";
import { entryOf, groupOf, heard, newKey, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

test("[GROUP-11] a hundred who come by a link at its limit at once: exactly as many get in as it says", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const crowd = await Promise.all(upTo(100).map((n) => world.link(`p${n}`)));
  const conv = await groupOf(ann, []);
  const { code } = await ann.ask("group.link.create", { conv, limit: 17 });
  const was = await Promise.all(crowd.map((link) => outcome(link.ask("group.join", { code }))));
  expect(was.filter((one) => one === "ok")).toHaveLength(17);
  expect(was.filter((one) => one === "ended")).toHaveLength(83);
  await settled(ann);
  expect((await ann.ask("conversation.get", { conv })).conversation.members).toBe(18);
  expect((await ann.ask("group.members", { conv, limit: 200 })).members).toHaveLength(18);
  const joined = (await wholeLog(ann, conv)).filter(({ kind }) => kind === "member.joined");
  expect(new Set(joined.map(({ from }) => from)).size).toBe(17);
  // whoever is in stays so, and takes no place; it is not listed any more
  const inside = crowd[was.indexOf("ok")];
  expect(await inside?.ask("group.join", { code })).toEqual({ state: "joined", conv });
  expect((await ann.ask("group.link.list", { conv })).links).toEqual([]);
  // the same person from many devices at once takes one place
  const bob = await Promise.all(upTo(8).map(() => world.link("bob")));
  const two = await ann.ask("group.link.create", { conv, limit: 2 });
  for (const one of await Promise.all(bob.map((link) => link.ask("group.join", { code: two.code }))))
    expect(one.state).toBe("joined");
  expect((await ann.ask("group.link.list", { conv })).links).toMatchObject([{ code: two.code, uses: 1, limit: 2 }]);
}, 30_000);

test("[GROUP-11] a link ends by time or when it is revoked; its preview needs no sign-in and names nobody", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: { interval: 86_400_000 } }, { clock });
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["eve"], "walkers");
  await ann.ask("group.update", { conv, color: 4, settings: { description: "Every Sunday" } });
  const link = await ann.ask("group.link.create", { conv, expires: clock.now() + 1_000 });
  expect(link.url).toEndWith(`/g#${link.code}`);
  await settled(ann);
  const seen = await world.post("group.preview", { code: link.code });
  expect(await seen.json()).toEqual({
    name: "walkers",
    color: 4,
    members: 2,
    description: "Every Sunday",
    approval: false,
  });
  expect(await outcome(ann.ask("group.link.create", { conv, expires: clock.now() }))).toBe("invalid");
  clock.advance(1_000);
  for (const act of ["group.join", "group.preview"] as const)
    expect(await bob.request(act, { code: link.code })).toMatchObject({ name: "ended", until: link.expires });
  const other = await ann.ask("group.link.create", { conv });
  await ann.ask("group.link.revoke", { conv, code: other.code });
  for (const act of ["group.join", "group.preview"] as const) {
    expect(await outcome(bob.ask(act, { code: other.code }))).toBe("not_found");
    expect(await outcome(bob.ask(act, { code: "no-such-code-000" }))).toBe("not_found");
  }
  expect(await outcome(ann.ask("group.link.revoke", { conv, code: other.code }))).toBe("not_found");
  expect((await world.post("group.join", { code: other.code })).status).toBe(401);
  for (const _ of upTo(50)) await ann.ask("group.link.create", { conv });
  expect(await outcome(ann.ask("group.link.create", { conv }))).toBe("too_many");
});

test("[GROUP-12] with approval one asks; owners and admins are told at once; the first answer stands", async () => {
  await using world = await World.start();
  const [ann, adm, bob, eve] = await world.links("ann", "adm", "bob", "eve", "mem");
  const conv = await groupOf(ann, ["adm", "mem"], "walkers");
  await ann.ask("group.role", { conv, user: "adm", role: "admin" });
  const { code } = await ann.ask("group.link.create", { conv, approval: true });
  await settled(adm);
  for (const _ of upTo(3)) expect(await bob.ask("group.join", { code, note: "It is Bob" })).toEqual({ state: "asked" });
  await eve.ask("group.join", { code });
  expect(await adm.next(entryOf("s:adm"))).toMatchObject({ kind: "self.joined" });
  expect(await adm.next(entryOf("s:adm"))).toMatchObject({ kind: "self.group", body: { conv } });
  expect((await adm.ask("conversation.get", { conv })).conversation.requests).toBe(2);
  expect(await adm.ask("group.requests", { conv })).toMatchObject({
    requests: [{ user: "bob", note: "It is Bob" }, { user: "eve" }],
    total: 2,
    users: [{ id: "bob" }, { id: "eve" }],
  });
  expect(await outcome(bob.ask("conversation.get", { conv }))).toBe("not_found");
  const answers = await Promise.all(
    [true, false, true].map((accept, at) =>
      outcome([ann, adm][at % 2]!.ask("group.answer", { conv, user: "bob", accept })),
    ),
  );
  expect(answers.toSorted()).toEqual(["ended", "ended", "ok"]);
  await adm.ask("group.answer", { conv, user: "eve", accept: false });
  await settled(eve);
  expect(heard(eve, "s:eve").at(-1)).toMatchObject({ kind: "self.refused", body: { name: "walkers" } });
  expect((await ann.ask("conversation.get", { conv })).conversation.requests).toBeUndefined();
  expect(await outcome(adm.ask("group.answer", { conv, user: "eve", accept: true }))).toBe("ended");
  // asked again and let in
  await eve.ask("group.join", { code });
  await adm.ask("group.answer", { conv, user: "eve", accept: true });
  expect(
    await eve.next(({ type, ...frame }) => type === "entry" && "kind" in frame && frame.kind === "self.joined"),
  ).toMatchObject({ from: "adm", body: { conv, asked: true } });
  expect((await wholeLog(ann, conv)).at(-1)).toMatchObject({ kind: "member.joined", from: "eve", body: { by: "adm" } });
});

test("[GROUP-20] a preview tells members which conversation it is, and those who wait that they do, and nobody else", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, []);
  const { code } = await ann.ask("group.link.create", { conv, approval: true, limit: 1 });
  expect(await ann.ask("group.preview", { code })).toMatchObject({ conv, approval: true });
  const stranger = await bob.ask("group.preview", { code });
  expect(stranger.conv).toBeUndefined();
  expect(stranger.asked).toBeUndefined();
  await bob.ask("group.join", { code });
  // the link is at its limit now: over for others, not for who waits, nor for who is in
  expect(await bob.ask("group.preview", { code })).toMatchObject({ asked: true });
  expect((await bob.ask("group.preview", { code })).conv).toBeUndefined();
  expect(await ann.ask("group.preview", { code })).toMatchObject({ conv });
  expect(await outcome(eve.ask("group.preview", { code }))).toBe("ended");
  expect((await world.post("group.preview", { code })).status).toBe(409);
  await ann.ask("group.answer", { conv, user: "bob", accept: true });
  await settled(bob);
  const inside = await bob.ask("group.preview", { code });
  expect(inside).toMatchObject({ conv });
  expect(inside.asked).toBeUndefined();
});

test("[GROUP-13] whoever is banned is out and stays out: by a link, by being added, by asking, also when it comes at once", async () => {
  await using world = await World.start();
  const [ann, mem, bob] = await world.links("ann", "mem", "bob");
  for (const _ of upTo(15)) {
    const conv = await groupOf(ann, ["mem"]);
    await ann.ask("group.update", { conv, settings: { permissions: { add: "member" } } });
    await settled(mem);
    const { code } = await ann.ask("group.link.create", { conv });
    const [was] = await Promise.all([
      outcome(ann.ask("group.ban", { conv, user: "bob", reason: "noise" })),
      outcome(bob.ask("group.join", { code })),
      outcome(mem.ask("group.add", { conv, users: ["bob"] })),
    ]);
    expect(was).toBe("ok");
    await settled(bob);
    expect(await outcome(bob.ask("conversation.get", { conv }))).toBe("not_found");
    expect((await ann.ask("conversation.get", { conv })).conversation.members).toBe(2);
    expect(await outcome(bob.ask("group.join", { code }))).toBe("refused");
    expect(await mem.request("group.add", { conv, users: ["bob"] })).toMatchObject({ name: "refused", path: "/users" });
    expect((await ann.ask("group.bans", { conv })).bans).toMatchObject([{ user: "bob", by: "ann", reason: "noise" }]);
    await ann.ask("group.unban", { conv, user: "bob" });
    expect(await outcome(bob.ask("group.join", { code }))).toBe("ok");
  }
  const conv = await groupOf(ann, ["bob", "mem"]);
  await ann.ask("group.ban", { conv, user: "bob" });
  await settled(bob);
  expect(heard(bob, "s:bob").at(-1)?.body).toEqual({ conv, reason: "banned" });
  expect(await outcome(bob.ask("message.send", words(conv, "x")))).toBe("not_found");
}, 30_000);

test("[GROUP-19] newcomers read all, nothing or the last so many entries, in pages, deltas and single reads alike", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const names = ["all", "none", "two", "link"] as const;
  const people = await world.links(...names);
  const conv = await groupOf(ann, []);
  for (const n of upTo(5)) await ann.ask("message.send", words(conv, `${n}`));
  const seqsOf = async (link: (typeof people)[number]) =>
    (await link.ask("message.list", { conv, before: 8 })).entries.map(({ seq }) => seq);
  const cursors = people.map((link) => link.welcome.cursor);
  await ann.ask("group.add", { conv, users: ["all"] });
  expect(await seqsOf(people[0])).toEqual([1, 2, 3, 4, 5, 6, 7]);
  await ann.ask("group.update", { conv, settings: { history: 0 } });
  await ann.ask("group.add", { conv, users: ["none"] });
  await ann.ask("group.update", { conv, settings: { history: 2 } });
  await ann.ask("group.add", { conv, users: ["two"] });
  const { code } = await ann.ask("group.link.create", { conv });
  await people[3].ask("group.join", { code });
  const first = { none: 9, two: 9, link: 10 };
  for (const [at, name] of (["none", "two", "link"] as const).entries()) {
    const link = people[at + 1]!;
    const since = first[name];
    await settled(link);
    const head = (await link.ask("conversation.get", { conv })).conversation;
    expect({ name, since: head.since, unread: head.unread }).toEqual({ name, since, unread: 0 });
    expect((await wholeLog(link, conv))[0]?.seq).toBe(since);
    expect(
      (await link.ask("message.get", { conv, seqs: [1, since - 1, since] })).entries.map(({ seq }) => seq),
    ).toEqual([since]);
    for (const seq of [3, since - 1]) {
      const reply = { conv, key: newKey(), kind: "text" as const, body: { text: "?", reply: { seq } } };
      expect(await outcome(link.ask("message.send", reply))).toBe("not_found");
      expect(await outcome(link.ask("message.readers", { conv, seq }))).toBe("not_found");
    }
    // who was away, and comes back with an older cursor
    const back = await world.link(name, { cursor: cursors[at + 1] });
    const delta = await back.next(({ type }) => type === "delta");
    const told = "conversations" in delta ? delta.conversations.find(({ id }) => id === conv) : undefined;
    expect(told?.entries?.map(({ seq }) => seq).filter((seq) => seq < since)).toEqual([]);
  }
});

test("[GROUP-15] members are paged and found by name, nickname and log-in name, also as they are said; nicknames stand in the log", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const people = upTo(12).map((n) => `p${String(n).padStart(2, "0")}`);
  for (const id of people) await world.link(id, { token: world.token(id, { name: `Person ${id}` }) });
  const conv = await groupOf(ann, people);
  const bob = await world.link("p03");
  await bob.ask("group.nick", { conv, nick: " The Ｂaker " });
  await settled(ann);
  expect(heard(ann, conv).at(-1)).toMatchObject({ kind: "member.nick", from: "p03", body: { nick: "The Ｂaker" } });
  const found: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page: { members: { user: string }[]; next?: string } = await ann.ask("group.members", {
      conv,
      ...(after !== undefined && { after }),
      limit: 5,
    });
    found.push(...page.members.map(({ user }) => user));
    after = page.next;
    more = after !== undefined;
  }
  expect(found).toEqual(["ann", ...people]);
  const search = async (query: string) =>
    (await ann.ask("group.members", { conv, query })).members.map(({ user }) => user);
  expect(await search("baker")).toEqual(["p03"]);
  expect(await search("PERSON P1")).toEqual(["p10", "p11", "p12"]);
  expect(await search("%")).toEqual([]);
  const zhang = await world.link("zhang", { token: world.token("zhang", { name: "张伟" }) });
  await ann.ask("group.add", { conv, users: ["zhang"] });
  expect(await search("zhang")).toEqual(["zhang"]);
  expect(await search("zw")).toEqual(["zhang"]);
  await zhang.ask("group.nick", { conv, nick: "雁南飞" });
  expect(await search("ynf")).toEqual(["zhang"]);
  await ann.ask("group.remove", { conv, user: "zhang" });
  expect((await ann.ask("group.members", { conv, users: ["p03", "nobody"] })).members).toEqual([
    { user: "p03", role: "member", nick: "The Ｂaker" },
  ]);
  expect((await ann.ask("group.members", { conv, role: "owner" })).members.map(({ user }) => user)).toEqual(["ann"]);
  expect((await bob.ask("conversation.get", { conv })).conversation.nick).toBe("The Ｂaker");
  await bob.ask("group.nick", { conv, nick: "" });
  await settled(bob);
  expect((await bob.ask("conversation.get", { conv })).conversation.nick).toBeUndefined();
  expect(await search("baker")).toEqual([]);
});

test("[GROUP-16] who has read a message, by marks: counts and pages, its author and who came without history left out", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  const people = upTo(60).map((n) => `p${String(n).padStart(2, "0")}`);
  const links = await Promise.all(people.map((id) => world.link(id)));
  const conv = await groupOf(ann, people);
  const { seq } = await ann.ask("message.send", words(conv, "who is here?"));
  await Promise.all(links.slice(0, 25).map((link) => link.ask("conversation.mark", { marks: [{ conv, read: seq }] })));
  await Promise.all(
    links.slice(25, 40).map((link) => link.ask("conversation.mark", { marks: [{ conv, delivered: seq }] })),
  );
  await world.link("late");
  await ann.ask("group.update", { conv, settings: { history: 0 } });
  await ann.ask("group.add", { conv, users: ["late"] });
  const first = await ann.ask("message.readers", { conv, seq, limit: 20 });
  expect(first).toMatchObject({ read: 25, delivered: 40, of: 60, next: "p20" });
  const rest = await ann.ask("message.readers", { conv, seq, limit: 20, after: "p20" });
  expect(rest.readers).toEqual(people.slice(20, 25));
  expect(rest.next).toBeUndefined();
  expect((await ann.ask("message.readers", { conv, seq, unread: true, limit: 200 })).readers).toEqual(people.slice(25));
  expect(await outcome(ann.ask("message.readers", { conv, seq: 99 }))).toBe("not_found");
  expect(await outcome((await world.link("eve")).ask("message.readers", { conv, seq }))).toBe("not_found");
});

test("[GROUP-17] an announcement stands until it is read, and tells who has; on all devices of a person", async () => {
  await using world = await World.start();
  const [ann, bob, phone] = await world.links("ann", "bob", "bob", "eve");
  const conv = await groupOf(ann, ["bob", "eve"]);
  await ann.ask("group.announce", { conv, text: "We meet at nine" });
  await settled(bob);
  const { announcement } = (await bob.ask("conversation.get", { conv })).conversation.settings ?? {};
  const id = announcement?.id ?? 0;
  expect(announcement).toMatchObject({ text: "We meet at nine", by: "ann" });
  expect((await bob.ask("conversation.get", { conv })).conversation.announcementRead).toBeUndefined();
  for (const _ of upTo(3)) await bob.ask("group.announcement.read", { conv, id });
  await settled(phone);
  expect(heard(phone, "s:bob").filter(({ kind }) => kind === "self.group")).toHaveLength(1);
  expect((await phone.ask("conversation.get", { conv })).conversation.announcementRead).toBe(id);
  expect(await ann.ask("group.announcement.readers", { conv })).toMatchObject({
    read: 2,
    of: 3,
    readers: ["ann", "bob"],
  });
  expect(await ann.ask("group.announcement.readers", { conv, unread: true })).toMatchObject({
    read: 2,
    of: 3,
    readers: ["eve"],
    users: [{ id: "eve" }],
  });
  await ann.ask("group.announce", { conv, text: "At ten" });
  await settled(bob);
  expect(await outcome(bob.ask("group.announcement.read", { conv, id }))).toBe("ended");
  expect(await ann.ask("group.announcement.readers", { conv })).toMatchObject({ read: 1, readers: ["ann"] });
  const waiting = await ann.ask("group.announcement.readers", { conv, unread: true, limit: 1 });
  expect(waiting).toMatchObject({ readers: ["bob"], next: "bob" });
  const rest = await ann.ask("group.announcement.readers", { conv, unread: true, after: "bob" });
  expect(rest.readers).toEqual(["eve"]);
  await ann.ask("group.announce", { conv, text: "" });
  await settled(bob);
  expect((await bob.ask("conversation.get", { conv })).conversation.settings?.announcement).toBeNull();
});
