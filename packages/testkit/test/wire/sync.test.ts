import { expect, test } from "bun:test";
import { type DeltaFrame, type EntryFrame, LIMITS, type ServerFrame } from "@skein/protocol";
import { direct, entryOf, eventOf, groupOf, heard, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

const isDelta = (frame: ServerFrame): frame is DeltaFrame => frame.type === "delta";

/** Comes back with a cursor and expects a delta, which is also what `sync.changes` says. */
async function delta(world: World, user: string, cursor: string): Promise<{ link: Linked; delta: DeltaFrame }> {
  const link = await world.link(user, { cursor });
  expect(link.welcome).toMatchObject({ resume: "delta" });
  expect(link.welcome).not.toHaveProperty("reason");
  const found = await link.next(isDelta);
  // nothing goes before them, whatever is going on
  expect(link.frames.slice(0, 2)).toEqual([link.welcome, found]);
  expect(found.cursor).toBe(link.welcome.cursor);
  return { link, delta: found };
}

const idsOf = (changes: { conversations: readonly { id: string }[] }) =>
  changes.conversations.map(({ id }) => id).toSorted();
/** The cursor of now; a node may hear a moment late what another one was told. */
const here = async (link: Linked) => {
  await settled(link);
  return (await link.ask("sync.changes", {})).cursor;
};

/** A store that a cursor is read from in memory, and one where it must be read from the database. */
const STORES = [
  ["from memory", {}],
  ["from the store", { limits: { recentChanges: 0 } }],
] as const;
const AFTER_RESTART = [
  ...STORES,
  ["from memory after a restart", {}, "restart"],
  ["from the store after a restart", { limits: { recentChanges: 0 } }, "restart"],
] as const;

for (const [where, some, restart] of AFTER_RESTART) {
  test(`[SYNC-1][SYNC-2][SYNC-3] a delta holds every change since the cursor and nothing else, ${where}`, async () => {
    await using world = await World.start(some);
    const [ann, bob, eve] = await world.links("ann", "bob", "eve");
    const quiet = await groupOf(ann, ["bob"]);
    const talk = direct("ann", "bob");
    await ann.ask("message.send", words(talk, "1"));
    await ann.ask("message.send", words(direct("ann", "eve"), "not for Bob"));
    const marked = await groupOf(ann, ["bob", "eve"]);
    await ann.ask("message.send", words(marked, "read me"));
    const grown = await groupOf(ann, ["eve"]);
    await ann.ask("message.send", words(grown, "before Bob"));
    const cursor = await here(bob);
    bob.close();
    expect((await delta(world, "bob", cursor)).delta).toMatchObject({ conversations: [], users: [] });

    for (const n of upTo(3)) await ann.ask("message.send", words(talk, `news ${n}`));
    await ann.ask("message.send", words(direct("ann", "eve"), "nor this"));
    await eve.ask("conversation.mark", { marks: [{ conv: marked, read: 2 }] });
    const joined = await groupOf(eve, ["ann", "bob"], "joined");
    await ann.ask("message.send", words(joined, "hi Bob"));
    await ann.ask("group.add", { conv: grown, users: ["bob"] });
    if (restart) await world.restart();
    const { link, delta: changes } = await delta(world, "bob", cursor);
    expect(idsOf(changes)).toEqual([talk, marked, joined, grown, "s:bob"].toSorted());
    expect(idsOf(changes)).not.toContain(quiet);
    const by = new Map(changes.conversations.map((one) => [one.id, one]));
    expect(by.get(talk)?.entries?.map(({ seq, body }) => ({ seq, body }))).toEqual(
      upTo(3).map((n) => ({ seq: n + 1, body: { text: `news ${n}` } })),
    );
    expect(by.get(talk)).toMatchObject({ head: 4, unread: 4, count: 4 });
    expect(by.get(marked)).toMatchObject({ entries: [] });
    expect(by.get(marked)?.marks?.find(({ user }) => user === "eve")).toMatchObject({ read: 2, delivered: 2 });
    expect(by.get(joined)).toMatchObject({ name: "joined", members: 3, head: 2 });
    expect(by.get(grown)).toMatchObject({
      members: 3,
      head: 3,
      unread: 0,
      entries: [{ kind: "member.added", seq: 3 }],
    });
    expect(by.get("s:bob")?.entries).toMatchObject([
      { kind: "self.joined", body: { conv: joined } },
      { kind: "self.joined", body: { conv: grown } },
    ]);
    // each as the list and the log have it
    for (const one of changes.conversations) {
      const { entries = [], ...summary } = one;
      expect((await link.ask("conversation.get", { conv: one.id })).conversation).toEqual(summary);
      const log = await wholeLog(link, one.id);
      expect(entries).toEqual(log.slice(log.length - entries.length));
    }
    // over HTTP the same
    const answer = await world.post("sync.changes", { cursor }, { Authorization: `Bearer ${world.token("bob")}` });
    const { resume, conversations } = (await answer.json()) as { resume: string; conversations: unknown[] };
    expect(resume).toBe("delta");
    expect(new Set(conversations.map((one) => JSON.stringify(one)))).toEqual(
      new Set(changes.conversations.map((one) => JSON.stringify(one))),
    );
  });
}

for (const [where, some] of STORES) {
  test(`[SYNC-3] of a long absence a delta holds the newest entries up to the head, ${where}`, async () => {
    await using world = await World.start(some);
    const [ann, bob] = await world.links("ann", "bob");
    const conv = direct("ann", "bob");
    await ann.ask("message.send", words(conv, "1"));
    const cursor = await here(bob);
    const many = LIMITS.deltaEntries * 3;
    await Promise.all(upTo(many).map((n) => ann.ask("message.send", words(conv, `${n}`))));
    const { delta: changes } = await delta(world, "bob", cursor);
    expect(changes.conversations[0]?.entries?.map(({ seq }) => seq)).toEqual(
      upTo(many + 1).slice(-LIMITS.deltaEntries),
    );
    expect(changes.conversations[0]).toMatchObject({ head: many + 1, unread: many + 1 });
  });

  test(`[SYNC-4][CONN-8] nothing is missed between a delta and what follows it live, ${where}`, async () => {
    await using world = await World.start(some);
    const [ann, bob] = await world.links("ann", "bob");
    const conv = direct("ann", "bob");
    const group = await groupOf(ann, ["bob"]);
    let cursor = await here(bob);
    bob.close();
    const enough = new AbortController();
    // as fast as answers come, but between two cursors no more than a delta holds [SYNC-3]
    let [said, most] = [0, 0];
    let more = (): void => undefined;
    const talkOn = (): void => {
      most = said + Math.floor(LIMITS.deltaEntries / 4);
      more();
    };
    const talking = (async () => {
      for (; !enough.signal.aborted; said++) {
        if (said >= most) await new Promise<void>((resolve) => (more = resolve));
        await Promise.all([conv, group].map((id) => ann.ask("message.send", words(id, `${said}`))));
      }
    })();
    const known = new Map([
      [conv, 0],
      [group, 1],
    ]);
    const take = (id: string, seq: number) => {
      const last = known.get(id) ?? 0;
      // contiguous, or said already
      expect(seq).toBeLessThanOrEqual(last + 1);
      known.set(id, Math.max(last, seq));
    };
    for (const _ of upTo(30)) {
      talkOn();
      const { link, delta: changes } = await delta(world, "bob", cursor);
      for (const one of changes.conversations) {
        if (!known.has(one.id)) continue;
        for (const { seq } of one.entries ?? []) take(one.id, seq);
        expect(known.get(one.id)).toBeGreaterThanOrEqual(one.head);
      }
      await settled(link);
      const live = link.frames.slice(link.frames.findIndex(isDelta) + 1);
      for (const frame of live) {
        if (frame.type !== "entry") continue;
        take(frame.conv, frame.seq);
        cursor = frame.cursor ?? cursor;
      }
      if (!live.some((frame) => frame.type === "entry")) cursor = changes.cursor;
      link.close();
    }
    enough.abort();
    talkOn();
    await talking;
    const { delta: rest } = await delta(world, "bob", cursor);
    for (const one of rest.conversations)
      for (const { seq } of one.entries ?? []) if (known.has(one.id)) take(one.id, seq);
    for (const [id, last] of known) expect((await ann.ask("message.list", { conv: id, limit: 1 })).head).toBe(last);
  });

  test(`[SYNC-6] more conversations than a delta holds are a reset, just as many are not, ${where}`, async () => {
    await using world = await World.start(some);
    const ann = await world.link("ann");
    await world.link("bob");
    const cursor = ann.welcome.cursor;
    // the self log, where each group is told of, is one of them
    await Promise.all(upTo(LIMITS.deltaConversations - 1).map(() => groupOf(ann, [])));
    expect((await delta(world, "ann", cursor)).delta.conversations).toHaveLength(LIMITS.deltaConversations);
    await groupOf(ann, []);
    const back = await world.link("ann", { cursor });
    expect(back.welcome).toMatchObject({ resume: "reset", reason: "too_far" });
    await settled(back);
    expect(back.frames.filter(isDelta)).toEqual([]);
    expect(await ann.ask("sync.changes", { cursor })).toMatchObject({
      resume: "reset",
      reason: "too_far",
      conversations: [],
      users: [],
    });
    // from the new cursor on it is a delta again
    await delta(world, "ann", back.welcome.cursor);
  }, 20_000);

  test(`[SYNC-7] who was removed while away finds it in the self log, and nothing of what came after, ${where}`, async () => {
    await using world = await World.start(some);
    const [ann, bob] = await world.links("ann", "bob");
    const conv = await groupOf(ann, ["bob"]);
    const cursor = await here(bob);
    bob.close();
    await ann.ask("message.send", words(conv, "last words"));
    await ann.ask("group.remove", { conv, user: "bob" });
    await ann.ask("message.send", words(conv, "about Bob"));
    const { link, delta: changes } = await delta(world, "bob", cursor);
    expect(idsOf(changes)).toEqual(["s:bob"]);
    expect(changes.conversations[0]?.entries).toMatchObject([{ kind: "self.left", body: { conv, reason: "removed" } }]);
    expect(JSON.stringify(link.frames)).not.toContain("about Bob");
    // and is back in it as a member from then on
    await ann.ask("group.add", { conv, users: ["bob"] });
    const { delta: again } = await delta(world, "bob", changes.cursor);
    expect(idsOf(again)).toEqual([conv, "s:bob"].toSorted());
    expect(again.conversations.find(({ id }) => id === conv)).toMatchObject({ head: 5, unread: 0 });
  });

  test(`[SYNC-8] a delta holds the people it names and those whose profile changed, ${where}`, async () => {
    await using world = await World.start(some);
    const [ann, bob, eve] = await world.links("ann", "bob", "eve");
    await groupOf(ann, ["bob"]);
    const shared = await groupOf(ann, ["bob", "eve"]);
    const cursor = await here(bob);
    bob.close();
    await ann.ask("account.update", { name: "Ann with a new name" });
    const first = (await delta(world, "bob", cursor)).delta;
    expect(first.users.find(({ id }) => id === "ann")).toMatchObject({ name: "Ann with a new name" });
    await eve.ask("message.send", words(shared, "it is me"));
    const second = (await delta(world, "bob", first.cursor)).delta;
    expect(second.users.find(({ id }) => id === "eve")).toMatchObject({ id: "eve" });
    // one's own, from another device
    const phone = await world.link("bob");
    await phone.ask("account.update", { about: "here" });
    const third = (await delta(world, "bob", second.cursor)).delta;
    expect(third.users.find(({ id }) => id === "bob")).toMatchObject({ about: "here" });
    expect(third.conversations.find(({ id }) => id === "s:bob")?.entries).toMatchObject([{ kind: "self.profile" }]);
  });
}

test("[SYNC-4] each cursor of each frame leads to exactly what came after it", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const group = await groupOf(ann, ["bob"]);
  for (const n of upTo(8)) {
    await ann.ask("message.send", words(n % 2 === 0 ? conv : group, `${n}`));
    await bob.ask("conversation.mark", { marks: [{ conv: group, read: n }] });
  }
  await settled(bob);
  const frames = bob.frames.filter((frame) => frame.type === "entry" || eventOf("mark")(frame));
  for (const [at, frame] of frames.entries()) {
    const cursor = (frame.type === "entry" ? frame.cursor : frame.data.cursor) ?? "";
    const changes = await bob.ask("sync.changes", { cursor });
    expect(changes.resume).toBe("delta");
    const told = new Set(
      changes.conversations.flatMap((one) => (one.entries ?? []).map(({ seq }) => `${one.id}#${seq}`)),
    );
    const after = frames
      .slice(at + 1)
      .filter((later) => later.type === "entry")
      .map((later) => `${later.conv}#${later.seq}`);
    expect(told).toEqual(new Set(after));
  }
});

test("[SYNC-4][LOG-4] no cursor runs ahead of what the server must still read the members for", async () => {
  // as if so many conversations were in use that hardly one stays in memory
  await using world = await World.start({ limits: { conversationsInMemory: 1, recentChanges: 0 } });
  const [ann, bob] = await world.links("ann", "bob");
  const groups = await Promise.all(upTo(8).map((n) => groupOf(ann, ["bob"], `g${n}`)));
  const conv = direct("ann", "bob");
  await settled(bob);
  for (const round of upTo(10)) {
    const before = bob.frames.length;
    const rounds = [...groups, conv, ...groups].map((id) => ann.ask("message.send", words(id, `${round}`)));
    await Promise.all(rounds);
    const isNews = (frame: ServerFrame) => frame.type === "entry" && frame.conv !== "s:bob";
    const news = () => bob.frames.slice(before).filter(isNews) as EntryFrame[];
    while (news().length < rounds.length) await bob.next(isNews);
    for (const id of [...groups, conv]) {
      const seqs = news()
        .filter((entry) => entry.conv === id)
        .map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    }
    for (const [at, { cursor = "" }] of news().entries()) {
      const changes = await bob.ask("sync.changes", { cursor });
      const told = new Set(
        changes.conversations.flatMap((one) => (one.entries ?? []).map(({ seq }) => `${one.id}#${seq}`)),
      );
      const missed = news()
        .slice(at + 1)
        .map((later) => `${later.conv}#${later.seq}`)
        .filter((later) => !told.has(later));
      expect(missed).toEqual([]);
    }
  }
});

test("[SYNC-5] a cursor that says nothing here is answered with the reason, and the list can be read", async () => {
  await using world = await World.start();
  await using other = await World.start();
  const [ann, foreign] = [await world.link("ann"), await other.link("ann")];
  const own = ann.welcome.cursor;
  const [epoch, pos] = own.split(".") as [string, string];
  const wrong: readonly [cursor: string, reason: string][] = [
    [foreign.welcome.cursor, "other_store"],
    ["nonsense", "unknown_cursor"],
    [".", "unknown_cursor"],
    [`${epoch}.`, "unknown_cursor"],
    [`${epoch}.-1`, "unknown_cursor"],
    [`${epoch}.1.5`, "unknown_cursor"],
    [`${epoch}.zzzzzzzzzzz`, "unknown_cursor"],
    [`${epoch}.${(Number.parseInt(pos, 36) + 1_000_000).toString(36)}`, "unknown_cursor"],
    [`${epoch}.${pos} `, "unknown_cursor"],
    ["'; DROP TABLE store; --", "unknown_cursor"],
    ["é".repeat(64), "unknown_cursor"],
  ];
  for (const [cursor, reason] of wrong) {
    const link = await world.link("ann", { cursor });
    expect({ cursor, welcome: link.welcome }).toMatchObject({ cursor, welcome: { resume: "reset", reason } });
    expect(await link.ask("sync.changes", { cursor })).toMatchObject({ resume: "reset", reason });
    expect(await link.ask("conversation.list", {})).toMatchObject({ conversations: [] });
    link.close();
  }
});

test("[SYNC-9] a cursor is good over a restart, for what came before it and after", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  await ann.ask("message.send", words(conv, "1"));
  await bob.next(entryOf(conv, 1));
  const cursor = heard(bob, conv)[0]?.cursor ?? "";
  const newest = await here(bob);
  bob.close();
  await ann.ask("message.send", words(conv, "2"));
  await world.restart();
  const { link, delta: changes } = await delta(world, "bob", cursor);
  expect(changes.conversations[0]?.entries?.map(({ seq }) => seq)).toEqual([2]);
  const back = await world.link("ann");
  await back.ask("message.send", words(conv, "3"));
  await link.next(entryOf(conv, 3));
  for (const from of [cursor, newest])
    expect((await delta(world, "bob", from)).delta.conversations[0]?.entries?.map(({ seq }) => seq)).toEqual([2, 3]);
});
