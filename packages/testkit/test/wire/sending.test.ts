import { expect, test } from "bun:test";
import { direct, entryOf, groupOf, heard, newKey, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

test("[SEND-1] what was answered is there after the next start", async () => {
  await using world = await World.start();
  const [ann] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const answers = await Promise.all(upTo(50).map((n) => ann.ask("message.send", words(conv, `${n}`))));
  await world.restart();
  const back = await world.link("bob");
  const log = await wholeLog(back, conv);
  expect(log.map(({ seq, at, count }) => ({ seq, at, count }))).toEqual(answers);
});

test("[SEND-2] the same key with the same content gets the first answer and writes nothing, now and after a restart", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const phone = await world.link("ann");
  const conv = direct("ann", "bob");
  const message = words(conv, "once");
  const first = await ann.ask("message.send", message);
  await bob.ask("message.send", words(conv, "meanwhile"));
  const again = await Promise.all([ann, phone, ann].map((link) => link.ask("message.send", message)));
  for (const answer of again) expect(answer).toEqual(first);
  const overHttp = await world.post("message.send", message, { Authorization: `Bearer ${world.token("ann")}` });
  expect(await overHttp.json()).toEqual(first);
  await settled(bob);
  expect(heard(bob, conv).map(({ seq }) => seq)).toEqual([1, 2]);
  await world.restart();
  const back = await world.link("ann");
  expect(await back.ask("message.send", message)).toEqual(first);
  expect(await wholeLog(back, conv)).toHaveLength(2);
});

test("[SEND-2] the same message sent on many links in one moment is written once", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const links = [ann, ...(await world.links("ann", "ann", "ann"))];
  for (const round of upTo(20)) {
    // the first round also makes the conversation
    const message = words(direct("ann", "bob"), `round ${round}`);
    const answers = await Promise.all(
      links.flatMap((link) => [link.ask("message.send", message), link.ask("message.send", message)]),
    );
    for (const { seq } of answers) expect(seq).toBe(round);
  }
  await settled(bob);
  expect(heard(bob, direct("ann", "bob")).map(({ seq }) => seq)).toEqual(upTo(20));
});

test("[SEND-2] a key is one's own and of one conversation: others may use the same", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const key = newKey();
  expect(await ann.ask("message.send", words(direct("ann", "bob"), "hi", key))).toMatchObject({ seq: 1 });
  expect(await bob.ask("message.send", words(direct("ann", "bob"), "hi", key))).toMatchObject({ seq: 2 });
  expect(await ann.ask("message.send", words(direct("ann", "eve"), "ho", key))).toMatchObject({ seq: 1 });
});

test("[SEND-3][SEND-4] the same key with another content is refused and leaves nothing, now and after a restart", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const key = newKey();
  await ann.ask("message.send", words(conv, "what I said", key));
  for (const other of ["what I did not say", "What I said", "what I said ", "what I sai\u0301d"]) {
    expect(await outcome(ann.ask("message.send", words(conv, other, key)))).toBe("key_reused");
  }
  // in one batch with others, which are kept
  const batch = await Promise.all([
    outcome(ann.ask("message.send", words(conv, "before"))),
    outcome(ann.ask("message.send", words(conv, "no", key))),
    outcome(ann.ask("message.send", words(conv, "after"))),
  ]);
  expect(batch).toEqual(["ok", "key_reused", "ok"]);
  await settled(bob);
  expect(heard(bob, conv).map(({ seq, body }) => ({ seq, body }))).toEqual(
    ["what I said", "before", "after"].map((text, at) => ({ seq: at + 1, body: { text } })),
  );
  await world.restart();
  const back = await world.link("ann");
  expect(await outcome(back.ask("message.send", words(conv, "still not", key)))).toBe("key_reused");
  expect(await wholeLog(back, conv)).toHaveLength(3);
});

test("[SEND-4] whatever refuses a send, nothing of it is kept and its key is free", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const key = newKey();
  const good = words(conv, "good", key);
  const refused: readonly [params: object, error: string][] = [
    [{ ...good, conv: "g:nowhere" }, "not_found"],
    [{ ...good, body: { text: "" } }, "invalid"],
    [{ ...good, body: { text: " \n\t " } }, "invalid"],
    [{ ...good, body: { text: "x".repeat(10_001) } }, "invalid"],
    [{ ...good, body: {} }, "invalid"],
    [{ ...good, kind: "group.created" }, "invalid"],
    [{ ...good, kind: "member.added", body: { users: ["eve"] } }, "invalid"],
    [{ ...good, kind: "nonsense" }, "invalid"],
  ];
  for (const [params, name] of refused)
    expect(await ann.request("message.send", params)).toMatchObject({ type: "error", name });
  expect(await ann.ask("conversation.list", {})).toMatchObject({ conversations: [] });
  expect(await ann.ask("message.send", good)).toMatchObject({ seq: 1 });
  await settled(bob);
  expect(heard(bob, conv)).toHaveLength(1);
});

test("[SEND-5] who was removed or left cannot send from that entry on, however close", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  for (const _ of upTo(10)) {
    const conv = await groupOf(ann, ["bob", "eve"]);
    const talk = (link: typeof bob) =>
      Promise.all(upTo(20).map((n) => outcome(link.ask("message.send", words(conv, `${n}`)))));
    const [bobs, eves] = await Promise.all([
      talk(bob),
      talk(eve),
      ann.ask("group.remove", { conv, user: "bob" }),
      eve.ask("group.leave", { conv }),
    ]);
    const log = await wholeLog(ann, conv);
    for (const [who, results, kind] of [
      ["bob", bobs, "member.removed"],
      ["eve", eves, "member.left"],
    ] as const) {
      const end = log.find((entry) => entry.kind === kind)?.seq ?? 0;
      expect(end).toBeGreaterThan(0);
      const said = log.filter((entry) => entry.kind === "text" && entry.from === who);
      expect(said.filter(({ seq }) => seq > end)).toEqual([]);
      expect(said).toHaveLength(results.filter((was) => was === "ok").length);
      expect(results.filter((was) => was !== "ok" && was !== "not_found")).toEqual([]);
    }
    for (const link of [bob, eve])
      expect(await outcome(link.ask("message.send", words(conv, "late")))).toBe("not_found");
  }
  await world.restart();
});

test("[SEND-6] what one says oneself counts as read, on all of one's devices", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  for (const n of upTo(3)) await bob.ask("message.send", words(conv, `${n}`));
  expect((await ann.ask("conversation.get", { conv })).conversation).toMatchObject({
    unread: 3,
    read: 0,
    delivered: 0,
  });
  const { seq } = await ann.ask("message.send", words(conv, "I have seen it"));
  const mine = { unread: 0, read: seq, readCount: 4, delivered: seq };
  expect((await ann.ask("conversation.get", { conv })).conversation).toMatchObject(mine);
  expect((await ann.ask("conversation.list", {})).conversations[0]).toMatchObject(mine);
  // and the other sees that it was read
  expect((await bob.ask("conversation.get", { conv })).conversation.marks).toEqual([
    { user: "ann", read: seq, delivered: seq },
  ]);
  await bob.next(entryOf(conv, seq));
  await world.restart();
  const back = await world.link("ann");
  expect((await back.ask("conversation.get", { conv })).conversation).toMatchObject(mine);
});
