import { describe, expect, test } from "bun:test";
import { memoryStore, type Store } from "../src/index.ts";
import { Refusal } from "./refusal.ts";
import { lines, World } from "./world.ts";

/** Ids with head and unread, the latest first. */
function shown(client: {
  conversations: { get(): readonly { id: string; head: number; unread: number }[] };
}): string[] {
  return client.conversations.get().map(({ id, head, unread }) => `${id} ${head} ${unread}`);
}

describe("catching up", () => {
  test("reads the list page by page, and loses nothing that comes live meanwhile", async () => {
    await using world = new World("ann", "bob");
    for (let index = 0; index < 700; index += 1) world.peer.group(`g:${index}`, `Group ${index}`, ["ann", "bob"]);
    world.peer.latency = 50;
    const ann = world.client("ann");
    await world.pass(180);
    // The first page is on its way: g:0, far down the list, becomes the latest, and a new group comes.
    world.peer.say("bob", "g:0", "up");
    world.peer.group("g:new", "New", ["bob", "ann"]);
    world.peer.say("bob", "d:ann:bob", "first words");
    await world.pass(5_000);
    expect(ann.connection.get().phase).toBe("online");
    expect(ann.conversations.get()).toHaveLength(702);
    expect(shown(ann).slice(0, 3)).toEqual(["d:ann:bob 1 1", "g:0 2 1", "g:new 1 0"]);
    expect(world.errors).toEqual([]);
  });

  test("a delta brings what was missed; what it does not name did not change", async () => {
    await using world = new World("ann", "bob", "cleo");
    world.peer.say("bob", "d:ann:bob", "one");
    world.peer.say("cleo", "d:ann:cleo", "one");
    const ann = await world.online("ann");
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    world.peer.say("bob", "d:ann:bob", "two");
    world.peer.group("g:team", "Team", ["bob", "ann"]);
    world.peer.reachable = true;
    await world.pass(60_000);
    expect(shown(ann).toSorted()).toEqual(["d:ann:bob 2 2", "d:ann:cleo 1 1", "g:team 1 0"]);
    expect(world.peer.asked("ann", "conversation.list")).toHaveLength(1);
  });

  test("a group that was left while away is gone, one that was joined is there", async () => {
    await using world = new World("ann", "bob");
    world.peer.group("g:old", "Old", ["bob", "ann"]);
    const ann = await world.online("ann");
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    world.peer.remove("g:old", "bob", "ann");
    world.peer.group("g:new", "New", ["bob", "ann"]);
    world.peer.reachable = true;
    await world.pass(60_000);
    expect(shown(ann)).toEqual(["g:new 1 0"]);
  });

  test("a group that was left and joined again live is there with all of it", async () => {
    await using world = new World("ann", "bob");
    world.peer.group("g:team", "Team", ["bob", "ann"]);
    const ann = await world.online("ann");
    world.peer.remove("g:team", "bob", "ann");
    await world.pass(500);
    expect(shown(ann)).toEqual([]);
    world.peer.say("bob", "g:team", "without ann");
    world.peer.add("g:team", "bob", "ann");
    await world.pass(500);
    expect(shown(ann)).toEqual(["g:team 4 1"]);
  });

  test("what one's own log tells is told on, live and of what was missed, once", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const told: string[] = [];
    ann.on("self", ({ kind, seq }) => told.push(`${seq} ${kind}`));
    world.peer.tell("ann", "self.refused", { name: "Team" });
    await world.pass(500);
    expect(told).toEqual(["1 self.refused"]);
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    world.peer.group("g:team", "Team", ["bob", "ann"]);
    world.peer.remove("g:team", "bob", "ann");
    world.peer.reachable = true;
    await world.pass(60_000);
    expect(told).toEqual(["1 self.refused", "2 self.joined", "3 self.left"]);
  });

  test("after a reset what the list does not name is gone", async () => {
    await using world = new World("ann", "bob", "cleo");
    world.peer.group("g:old", "Old", ["bob", "ann"]);
    world.peer.say("cleo", "d:ann:cleo", "hi");
    const ann = await world.online("ann");
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    world.peer.remove("g:old", "bob", "ann");
    world.peer.resetReason = "too_far";
    world.peer.reachable = true;
    await world.pass(60_000);
    expect(shown(ann)).toEqual(["d:ann:cleo 1 1"]);
  });

  test("a list that is refused for now is read when the server says", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", "d:ann:bob", "hi");
    let refusals = 2;
    world.peer.intercept = (name) => {
      if (name === "conversation.list" && refusals-- > 0) throw new Refusal("rate_limited", 1_500);
      return undefined;
    };
    const ann = await world.online("ann");
    expect(ann.ready.get()).toBe(false);
    await world.pass(4_000);
    expect(shown(ann)).toEqual(["d:ann:bob 1 1"]);
  });

  test("[CLIENT-3] a hole is read before what follows it is shown, and nothing is shown twice", async () => {
    await using world = new World("ann", "bob");
    for (const text of ["one", "two"]) world.peer.say("bob", "d:ann:bob", text);
    const ann = await world.online("ann");
    const { timeline } = ann.conversation("d:ann:bob");
    timeline.open();
    await world.pass(1_000);
    const link = world.peer.link("ann");
    // Three is lost on its way, five comes before four, and five comes twice.
    link.open = false;
    world.peer.say("bob", "d:ann:bob", "three");
    const four = world.peer.say("bob", "d:ann:bob", "four");
    const five = world.peer.say("bob", "d:ann:bob", "five");
    link.open = true;
    for (const entry of [five, four, five]) link.send({ type: "entry", ...entry });
    await world.pass(100);
    expect(lines(timeline.state.get().items)).toEqual(["one:sent", "two:sent"]);
    await world.pass(1_000);
    expect(lines(timeline.state.get().items)).toEqual(["one:sent", "two:sent", "three:sent", "four:sent", "five:sent"]);
    expect(ann.conversation("d:ann:bob").view.get()?.unread).toBe(5);
  });

  test("[CLIENT-8] with a store the list and the latest messages are there before the network answers", async () => {
    await using world = new World("ann", "bob");
    world.peer.group("g:team", "Team", ["bob", "ann"]);
    for (const text of ["one", "two", "three"]) world.peer.say("bob", "g:team", text);
    const store = memoryStore();
    const first = await world.online("ann", { user: "ann", store });
    const close = first.conversation("g:team").timeline.open();
    await world.pass(1_000);
    close();
    world.peer.say("bob", "g:team", "four");
    await world.pass(1_000);
    await world.during(first.close());
    world.peer.reachable = false;
    const second = world.client("ann", { user: "ann", store });
    await world.pass(0);
    expect(second.connection.get().phase).toBe("connecting");
    expect(second.ready.get()).toBe(true);
    expect(second.me.get()?.profile.name).toBe("ANN");
    expect(second.people.person("bob").get()?.name).toBe("BOB");
    expect(shown(second)).toEqual(["g:team 5 4"]);
    const { timeline } = second.conversation("g:team");
    timeline.open();
    await world.pass(0);
    expect(lines(timeline.state.get().items)).toEqual([
      "group.created:sent",
      "one:sent",
      "two:sent",
      "three:sent",
      "four:sent",
    ]);
  });

  test("[CLIENT-9] a cached message is shown only while the copy of the log is whole from it to the head", async () => {
    await using world = new World("ann", "bob");
    for (let index = 1; index <= 10; index += 1) world.peer.say("bob", "d:ann:bob", `old ${index}`);
    const store = memoryStore();
    const first = await world.online("ann", { user: "ann", store });
    const close = first.conversation("d:ann:bob").timeline.open();
    await world.pass(1_000);
    close();
    await world.during(first.close());
    // More than a delta holds: what lies between is not told.
    for (let index = 1; index <= 70; index += 1) world.peer.say("bob", "d:ann:bob", `new ${index}`);
    const second = await world.online("ann", { user: "ann", store });
    await world.during(second.close());
    world.peer.reachable = false;
    const third = world.client("ann", { user: "ann", store });
    await world.pass(0);
    const { timeline } = third.conversation("d:ann:bob");
    timeline.open();
    await world.pass(100);
    const { items } = timeline.state.get();
    expect(items).toHaveLength(50);
    expect(lines(items)[0]).toBe("new 21:sent");
    await world.during(timeline.loadOlder());
    expect(timeline.state.get().items).toHaveLength(50);
    expect(timeline.state.get().error?.name).toBe("offline");
    world.peer.reachable = true;
    await world.pass(60_000);
    await world.during(timeline.loadOlder());
    expect(timeline.state.get().items).toHaveLength(80);
    expect(timeline.state.get().hasOlder).toBe(false);
  });

  test("[CLIENT-10] a cursor is kept only after what it covers is stored", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", "d:ann:bob", "one");
    const kept = memoryStore();
    let stuck = false;
    const forever = Promise.withResolvers<void>();
    const store: Store = { ...kept, write: (changes) => (stuck ? forever.promise : kept.write(changes)) };
    await world.online("ann", { user: "ann", store });
    stuck = true;
    world.peer.say("bob", "d:ann:bob", "two");
    world.peer.group("g:team", "Team", ["bob", "ann"]);
    await world.pass(1_000);
    // The program dies here; the next finds what was written.
    const next = await world.online("ann", { user: "ann", store: kept });
    expect(world.peer.asked("ann", "conversation.list")).toHaveLength(1);
    expect(shown(next).toSorted()).toEqual(["d:ann:bob 2 2", "g:team 1 0"]);
  });

  test("[CLIENT-10] a cursor does not pass a conversation that is still being asked for", async () => {
    await using world = new World("ann", "bob", "cleo");
    world.peer.say("bob", "d:ann:bob", "one");
    const store = memoryStore();
    await world.online("ann", { user: "ann", store });
    world.peer.intercept = (name) => (name === "conversation.get" ? "silence" : undefined);
    world.peer.say("cleo", "d:ann:cleo", "unheard of");
    world.peer.say("bob", "d:ann:bob", "two");
    await world.pass(1_000);
    world.peer.intercept = () => undefined;
    const next = await world.online("ann", { user: "ann", store });
    expect(shown(next).toSorted()).toEqual(["d:ann:bob 2 2", "d:ann:cleo 1 1"]);
  });

  test("a write that fails is told, and what it held is written with the next", async () => {
    await using world = new World("ann", "bob");
    const kept = memoryStore();
    let full = false;
    const store: Store = {
      ...kept,
      write: async (changes) => {
        if (full) throw new Error("disk full");
        await kept.write(changes);
      },
    };
    const first = await world.online("ann", { user: "ann", store });
    full = true;
    world.peer.say("bob", "d:ann:bob", "one");
    first.conversation("d:ann:bob").setDraft("half a th");
    await world.pass(1_000);
    expect(world.errors[0]?.name).toBe("store");
    full = false;
    world.peer.group("g:team", "Team", ["bob", "ann"]);
    await world.pass(1_000);
    const saved = await kept.open({ url: "", user: "ann" }, { failed: () => undefined, lead: () => undefined });
    expect(saved.conversations.map(({ summary }) => summary.id).toSorted()).toEqual(["d:ann:bob", "g:team"]);
    expect(saved.drafts).toEqual([["d:ann:bob", { text: "half a th" }]]);
  });

  test("[CLIENT-12] signing out deletes what the device has stored, also when it is done from elsewhere", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", "d:ann:bob", "one");
    const nobody = { failed: () => undefined, lead: () => undefined };
    for (const elsewhere of [false, true]) {
      const store = memoryStore();
      const ann = await world.online("ann", { user: "ann", store });
      ann.conversation("d:ann:bob").setDraft("secret");
      await world.pass(100);
      expect((await store.open({ url: "", user: "ann" }, nobody)).conversations).toHaveLength(1);
      if (elsewhere) world.peer.link("ann").cut(4502);
      else await world.during(ann.signOut());
      await world.pass(1_000);
      expect(await store.open({ url: "", user: "ann" }, nobody)).toEqual({
        conversations: [],
        people: [],
        outbox: [],
        drafts: [],
      });
      expect(await store.entries("d:ann:bob", 1, 10)).toEqual([]);
      expect(ann.connection.get().reason?.name).toBe(elsewhere ? "revoked" : "signed_out");
    }
  });
});
