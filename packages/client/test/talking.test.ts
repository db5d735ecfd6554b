import { describe, expect, test } from "bun:test";
import { memoryStore } from "../src/index.ts";
import { Refusal } from "./refusal.ts";
import { lines, World } from "./world.ts";

const TALK = "d:ann:bob";

describe("unread, marks and ticks", () => {
  test("unread follows at once when one reads, and the server is told in batches, only forwards", async () => {
    await using world = new World("ann", "bob", "cleo");
    for (let index = 1; index <= 5; index += 1) world.peer.say("bob", TALK, `${index}`);
    world.peer.say("cleo", "d:ann:cleo", "hi");
    const ann = await world.online("ann");
    const talk = ann.conversation(TALK);
    talk.timeline.open();
    await world.pass(2_000);
    expect(talk.view.get()?.unread).toBe(5);
    talk.markRead(2);
    expect(talk.view.get()).toMatchObject({ unread: 3, read: 2 });
    talk.markRead(1);
    expect(talk.view.get()?.unread).toBe(3);
    talk.markRead();
    ann.conversation("d:ann:cleo").markRead(99);
    expect(talk.view.get()?.unread).toBe(0);
    await world.pass(3_000);
    const marks = world.peer.asked("ann", "conversation.mark").slice(1);
    expect(marks).toEqual([
      {
        marks: [
          { conv: TALK, read: 5 },
          { conv: "d:ann:cleo", read: 1 },
        ],
      },
    ]);
    expect(world.peer.logs.get(TALK)?.members.get("ann")).toMatchObject({ read: 5, delivered: 5 });
  });

  test("what comes is told as delivered, at most once a second however much it is", async () => {
    await using world = new World("ann", "bob");
    await world.online("ann");
    for (let index = 1; index <= 50; index += 1) {
      world.peer.say("bob", TALK, `${index}`);
      await world.pass(100);
    }
    await world.pass(2_000);
    const { length } = world.peer.asked("ann", "conversation.mark");
    expect(length).toBeLessThanOrEqual(7);
    expect(world.peer.logs.get(TALK)?.members.get("ann")).toMatchObject({ read: 0, delivered: 50 });
  });

  test("what was read without a link is told when it is back, also after a restart", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", TALK, "hi");
    const store = memoryStore();
    const first = await world.online("ann", { user: "ann", store });
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    first.conversation(TALK).markRead();
    await world.during(first.close());
    const second = world.client("ann", { user: "ann", store });
    await world.pass(100);
    expect(second.conversation(TALK).view.get()?.unread).toBe(0);
    world.peer.reachable = true;
    await world.pass(40_000);
    expect(world.peer.logs.get(TALK)?.members.get("ann")?.read).toBe(1);
  });

  test("another device's read mark counts here too", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 5; index += 1) world.peer.say("bob", TALK, `${index}`);
    const ann = await world.online("ann");
    world.peer.mark("ann", TALK, { read: 4 });
    await world.pass(100);
    expect(ann.conversation(TALK).view.get()).toMatchObject({ unread: 1, read: 4 });
  });

  test("marks of a conversation that is ours no more do not hold the others back", async () => {
    await using world = new World("ann", "bob");
    world.peer.group("g:a", "A", ["bob", "ann"]);
    world.peer.group("g:b", "B", ["bob", "ann"]);
    const ann = await world.online("ann");
    world.peer.intercept = (name, params) => {
      if (name === "conversation.mark" && JSON.stringify(params).includes("g:a")) throw new Refusal("not_found");
      return undefined;
    };
    world.peer.say("bob", "g:a", "hi");
    world.peer.say("bob", "g:b", "hi");
    await world.pass(100);
    for (const id of ["g:a", "g:b"]) ann.conversation(id).markRead();
    await world.pass(5_000);
    expect(world.peer.logs.get("g:b")?.members.get("ann")?.read).toBe(2);
    expect(world.peer.asked("ann", "conversation.mark").length).toBeLessThan(8);
  });

  test("in a group a message is read when everyone else has read it", async () => {
    await using world = new World("ann", "bob", "cleo");
    world.peer.group("g:team", "Team", ["ann", "bob", "cleo"]);
    const ann = await world.online("ann");
    const talk = ann.conversation("g:team");
    talk.timeline.open();
    talk.send({ text: "hi" });
    await world.pass(100);
    world.peer.mark("bob", "g:team", { read: 2 });
    world.peer.mark("cleo", "g:team", { delivered: 2 });
    await world.pass(100);
    expect(lines(talk.timeline.state.get().items).at(-1)).toBe("hi:delivered");
    world.peer.mark("cleo", "g:team", { read: 2 });
    await world.pass(100);
    expect(lines(talk.timeline.state.get().items).at(-1)).toBe("hi:read");
    // Somebody new has not read it, and says so when they come.
    world.peer.person("dan");
    world.peer.add("g:team", "ann", "dan");
    await world.pass(500);
    expect(talk.view.get()?.members).toBe(4);
    expect(lines(talk.timeline.state.get().items)[1]).toBe("hi:sent");
    world.peer.remove("g:team", "ann", "dan");
    await world.pass(500);
    expect(talk.view.get()?.members).toBe(3);
    expect(lines(talk.timeline.state.get().items)[1]).toBe("hi:read");
  });

  test("the unread line stays where it was when one began to look", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 3; index += 1) world.peer.say("bob", TALK, `${index}`);
    const ann = await world.online("ann");
    const talk = ann.conversation(TALK);
    const close = talk.timeline.open();
    await world.pass(100);
    talk.markRead();
    await world.pass(100);
    expect(talk.timeline.state.get().readMark).toBe(0);
    close();
    talk.timeline.open();
    expect(talk.timeline.state.get().readMark).toBe(3);
  });
});

describe("timelines", () => {
  test("older pages come on demand until the first, and items keep their identity", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 120; index += 1) world.peer.say("bob", TALK, `${index}`);
    const ann = await world.online("ann");
    const { timeline } = ann.conversation(TALK);
    timeline.open();
    await world.pass(1_000);
    const first = timeline.state.get();
    expect([first.items.length, first.hasOlder, first.loading]).toEqual([51, true, false]);
    const loading = timeline.loadOlder();
    expect(timeline.state.get().loading).toBe(true);
    await world.during(loading);
    await world.during(timeline.loadOlder());
    const all = timeline.state.get();
    expect(lines(all.items)).toEqual(Array.from({ length: 120 }, (_, index) => `${index + 1}:sent`));
    expect(all.hasOlder).toBe(false);
    expect(all.items.slice(-first.items.length).every((item, index) => item === first.items[index])).toBe(true);
  });

  test("what nobody looks at is trimmed, and whole again when somebody does", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 300; index += 1) world.peer.say("bob", TALK, `${index}`);
    const ann = await world.online("ann");
    const { timeline } = ann.conversation(TALK);
    const close = timeline.open();
    await world.pass(1_000);
    for (let page = 0; page < 4; page += 1) await world.during(timeline.loadOlder());
    close();
    expect(timeline.state.get().items).toHaveLength(100);
    world.peer.say("bob", TALK, "301");
    await world.pass(1_000);
    timeline.open();
    await world.pass(1_000);
    expect(lines(timeline.state.get().items).at(-1)).toBe("301:sent");
  });

  test("after a long absence an open timeline goes on from where it was, or begins again at the head", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 60; index += 1) world.peer.say("bob", TALK, `${index}`);
    const ann = await world.online("ann");
    const { timeline } = ann.conversation(TALK);
    timeline.open();
    await world.pass(1_000);
    for (const [missed, shown] of [
      [200, 251],
      [1_000, 50],
    ] as const) {
      world.peer.reachable = false;
      world.peer.link("ann").cut();
      const { head } = world.peer.summary(TALK, "ann");
      for (let index = 1; index <= missed; index += 1) world.peer.say("bob", TALK, `${head + index}`);
      world.peer.reachable = true;
      await world.pass(60_000);
      const { items } = timeline.state.get();
      expect(items).toHaveLength(shown);
      expect(items.at(-1)?.seq).toBe(head + missed);
      expect(items.every((item, index) => item.seq === (items[0]?.seq ?? 0) + index)).toBe(true);
    }
    expect(timeline.state.get().hasOlder).toBe(true);
  });

  test("what cannot be read is told, and read when it can be", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 60; index += 1) world.peer.say("bob", TALK, `${index}`);
    const ann = await world.online("ann");
    world.peer.intercept = (name) => {
      if (name === "message.list") throw new Refusal("busy", 2_000);
      return undefined;
    };
    const { timeline } = ann.conversation(TALK);
    timeline.open();
    await world.pass(500);
    expect(timeline.state.get().error?.name).toBe("busy");
    world.peer.intercept = () => undefined;
    await world.pass(3_000);
    expect(timeline.state.get().error).toBeUndefined();
    expect(timeline.state.get().items.length).toBeGreaterThan(50);
  });
});

describe("people and presence", () => {
  test("unknown people are asked for together, once, and those who are not there are not asked for again", async () => {
    await using world = new World("ann", "bob", "cleo");
    const ann = await world.online("ann");
    world.peer.person("dan");
    world.peer.person("eve");
    const dan = ann.people.person("dan");
    for (const id of ["eve", "nobody", "dan"]) ann.people.person(id);
    expect(dan.get()).toBeUndefined();
    await world.pass(500);
    expect(dan.get()?.name).toBe("DAN");
    ann.people.person("nobody");
    await world.pass(500);
    expect(world.peer.asked("ann", "user.get")).toEqual([{ ids: ["dan", "eve", "nobody"] }]);
    expect(await world.during(ann.people.search("ev"))).toHaveLength(1);
  });

  test("a changed profile shows", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const bob = ann.people.person("bob");
    await world.pass(500);
    world.peer.push("ann", { type: "event", name: "user", data: { user: { id: "bob", name: "Robert", color: 2 } } });
    await world.pass(500);
    expect(bob.get()?.name).toBe("Robert");
  });

  test("after a restart a person of whom nobody told meanwhile shows as known, and is asked for again", async () => {
    await using world = new World("ann", "bob", "dan");
    const store = memoryStore();
    const first = await world.online("ann", { user: "ann", store });
    first.people.person("dan");
    await world.pass(500);
    await world.during(first.close());
    world.peer.people.set("dan", { id: "dan", name: "Daniel", color: 3 });
    const second = world.client("ann", { user: "ann", store, token: "ann" });
    await world.pass(0);
    const dan = second.people.person("dan");
    expect(dan.get()?.name).toBe("DAN");
    await world.pass(1_000);
    expect(dan.get()?.name).toBe("Daniel");
  });

  test("all watchers together are one request, told again on the next link", async () => {
    await using world = new World("ann", "bob", "cleo");
    const ann = await world.online("ann");
    await world.online("bob");
    const ends = [ann.presence.watch(["bob"]), ann.presence.watch(["cleo", "bob"])];
    const bob = ann.presence.of("bob");
    await world.pass(500);
    expect(bob.get()).toEqual({ user: "bob", online: true });
    expect(ann.presence.of("cleo").get()?.online).toBe(false);
    world.peer.push("ann", { type: "event", name: "presence", data: { user: "bob", online: false, seen: 5 } });
    await world.pass(500);
    expect(bob.get()).toEqual({ user: "bob", online: false, seen: 5 });
    world.peer.link("ann").cut();
    await world.pass(3_000);
    for (const end of ends) end();
    await world.pass(500);
    expect(bob.get()).toBeUndefined();
    const users = world.peer.asked("ann", "presence.watch").map((params) => params.users);
    expect(users).toEqual([["bob", "cleo"], ["bob", "cleo"], []]);
  });
});

describe("typing, drafts, groups and sounds", () => {
  test("typing is told once for many key presses, renewed, and told when it is over", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", TALK, "hi");
    const ann = await world.online("ann");
    const bob = await world.online("bob");
    const talk = ann.conversation(TALK);
    for (let press = 0; press < 60; press += 1) {
      talk.setTyping(true);
      await world.pass(100);
      expect(bob.conversation(TALK).view.get()?.typing).toEqual(["ann"]);
    }
    expect(world.peer.asked("ann", "conversation.typing")).toHaveLength(2);
    await world.pass(6_000);
    expect(bob.conversation(TALK).view.get()?.typing).toEqual([]);
    talk.setTyping(true);
    await world.pass(100);
    talk.send({ text: "done" });
    await world.pass(100);
    expect(bob.conversation(TALK).view.get()?.typing).toEqual([]);
    expect(world.peer.asked("ann", "conversation.typing").map(({ active }) => active)).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test("who types is forgotten when nobody says so again", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", TALK, "hi");
    const ann = await world.online("ann");
    world.peer.push("ann", { type: "event", name: "typing", data: { conv: TALK, user: "bob", active: true } });
    await world.pass(5_000);
    expect(ann.conversation(TALK).view.get()?.typing).toEqual(["bob"]);
    await world.pass(2_000);
    expect(ann.conversation(TALK).view.get()?.typing).toEqual([]);
  });

  test("drafts are kept on the device, and gone when sent", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", TALK, "hi");
    const store = memoryStore();
    const first = await world.online("ann", { user: "ann", store });
    first.conversation(TALK).setDraft("half a thou");
    await world.during(first.close());
    const second = await world.online("ann", { user: "ann", store });
    const talk = second.conversation(TALK);
    expect(talk.view.get()?.draft).toBe("half a thou");
    talk.send({ text: "half a thought" });
    expect(talk.view.get()?.draft).toBeUndefined();
  });

  test("a group is made once, also when the answer got lost", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const keys: unknown[] = [];
    world.peer.intercept = (name, params) => {
      if (name !== "group.create") return undefined;
      keys.push((params as { key: string }).key);
      if (keys.length === 1) throw new Refusal("busy", 100);
      return undefined;
    };
    const group = await world.during(ann.createGroup({ name: "Lunch", users: ["bob"] }));
    expect(group.view.get()).toMatchObject({ name: "Lunch", kind: "group", members: 2, role: "owner" });
    expect(keys[0]).toBe(keys[1]);
    const { members } = await world.during(group.members());
    expect(members.map(({ user }) => user)).toEqual(["ann", "bob"]);
    await world.during(group.leave());
    expect(ann.conversations.get()).toEqual([]);
  });

  test("a message of somebody else is told when it comes live, not when it was missed", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", TALK, "missed");
    const ann = await world.online("ann");
    const told: string[] = [];
    ann.on("message", ({ conversation, entry }) => told.push(`${conversation} ${entry.seq}`));
    world.peer.say("ann", TALK, "my own, from another device");
    world.peer.say("bob", TALK, "live");
    world.peer.group("g:new", "New", ["bob", "ann"]);
    world.peer.say("bob", "g:new", "first words in a new group");
    await world.pass(500);
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    // longer than a moment: that would be news
    await world.pass(10_000);
    world.peer.say("bob", TALK, "missed again");
    world.peer.reachable = true;
    await world.pass(40_000);
    expect(told).toEqual(["d:ann:bob 3", "g:new 2"]);
  });

  test("a profile or a setting changed elsewhere shows here", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    world.peer.push("ann", {
      type: "entry",
      conv: "s:ann",
      seq: 1,
      from: "ann",
      at: 1,
      count: 0,
      kind: "self.settings",
      body: { settings: { theme: "dark" } },
    });
    await world.pass(100);
    expect(ann.me.get()?.settings).toEqual({ theme: "dark" });
  });
});
