import { describe, expect, test } from "bun:test";
import { memoryStore } from "../src/index.ts";
import { Refusal } from "./refusal.ts";
import { lines, World } from "./world.ts";

describe("sending", () => {
  test("[CLIENT-1] a message is shown at once as pending and becomes sent, delivered and read without changing its id", async () => {
    await using world = new World("ann", "bob");
    world.peer.say("bob", "d:ann:bob", "hello");
    const ann = await world.online("ann");
    const talk = ann.conversation("d:ann:bob");
    talk.timeline.open();
    await world.pass(1_000);
    const key = talk.send({ text: "hi" });
    expect(lines(talk.timeline.state.get().items)).toEqual(["hello:sent", "hi:pending"]);
    expect(talk.view.get()?.last?.id).toBe(key);
    await world.pass(100);
    expect(lines(talk.timeline.state.get().items)).toEqual(["hello:sent", "hi:sent"]);
    world.peer.mark("bob", "d:ann:bob", { delivered: 2 });
    await world.pass(100);
    expect(lines(talk.timeline.state.get().items)).toEqual(["hello:sent", "hi:delivered"]);
    world.peer.mark("bob", "d:ann:bob", { read: 2 });
    await world.pass(100);
    expect(lines(talk.timeline.state.get().items)).toEqual(["hello:sent", "hi:read"]);
    expect(talk.timeline.state.get().items.at(-1)?.id).toBe(key);
    expect(talk.view.get()?.lastState).toBe("read");
    expect(world.errors).toEqual([]);
  });

  test("[CLIENT-1] a message without an answer is sent again with its key on the next link, and is there once", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const talk = await world.during(ann.openDirect("bob"));
    talk.timeline.open();
    const key = talk.send({ text: "hi" });
    await world.pass(15);
    // The server has it, and the link breaks before the answer.
    expect(world.peer.logs.get("d:ann:bob")?.entries).toHaveLength(1);
    world.peer.link("ann").cut();
    await world.pass(5_000);
    expect(lines(talk.timeline.state.get().items)).toEqual(["hi:sent"]);
    expect(world.peer.logs.get("d:ann:bob")?.entries.map((entry) => entry.key)).toEqual([key]);
  });

  test("[CLIENT-1] a message that gets no answer on a living link is sent again after the time-out", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const talk = await world.during(ann.openDirect("bob"));
    let silent = 1;
    world.peer.intercept = (name) => (name === "message.send" && silent-- > 0 ? "silence" : undefined);
    talk.send({ text: "hi" });
    await world.pass(2_000);
    // Something else is heard, so that the link counts as alive.
    world.peer.push("ann", { type: "ping" });
    await world.pass(8_000);
    expect(world.peer.logs.get("d:ann:bob")?.entries).toHaveLength(1);
    expect(talk.view.get()?.lastState).toBe("sent");
  });

  test("[CLIENT-2] pending messages survive a restart and are sent in the order of writing", async () => {
    await using world = new World("ann", "bob");
    const store = memoryStore();
    const first = await world.online("ann", { user: "ann", store });
    await world.during(first.openDirect("bob"));
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    const texts = ["one", "two", "three", "four"];
    for (const text of texts) first.conversation("d:ann:bob").send({ text });
    await world.during(first.close());
    const second = world.client("ann", { user: "ann", store });
    await world.pass(100);
    const { timeline } = second.conversation("d:ann:bob");
    timeline.open();
    expect(lines(timeline.state.get().items)).toEqual(texts.map((text) => `${text}:pending`));
    world.peer.reachable = true;
    await world.pass(40_000);
    const sent = world.peer.logs
      .get("d:ann:bob")
      ?.entries.map((entry) => (entry.kind === "text" ? entry.body.text : ""));
    expect(sent).toEqual(texts);
    expect(lines(timeline.state.get().items)).toEqual(texts.map((text) => `${text}:sent`));
  });

  test("[CLIENT-11] what is refused for good stays as failed with its error, lets the next pass, and can be retried or discarded", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const talk = await world.during(ann.openDirect("bob"));
    talk.timeline.open();
    world.peer.intercept = (name, params) => {
      if (name === "message.send" && (params as { body: { text: string } }).body.text === "bad")
        throw new Refusal("forbidden");
      return undefined;
    };
    const bad = talk.send({ text: "bad" });
    const worse = talk.send({ text: "bad" });
    talk.send({ text: "good" });
    await world.pass(1_000);
    const items = talk.timeline.state.get().items;
    expect(lines(items)).toEqual(["good:sent", "bad:failed", "bad:failed"]);
    expect(items[1]?.error?.name).toBe("forbidden");
    expect(talk.view.get()?.failed).toBe(2);
    talk.discard(worse);
    world.peer.intercept = () => undefined;
    talk.retry(bad);
    await world.pass(1_000);
    expect(lines(talk.timeline.state.get().items)).toEqual(["good:sent", "bad:sent"]);
    expect(talk.view.get()?.failed).toBe(0);
  });

  test("a message that no frame can hold fails by itself and blocks nothing", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const talk = await world.during(ann.openDirect("bob"));
    talk.timeline.open();
    talk.send({ text: "x".repeat(200_000) });
    talk.send({ text: "good" });
    await world.pass(1_000);
    const { items } = talk.timeline.state.get();
    expect(items.map((item) => item.error?.name ?? item.state)).toEqual(["sent", "too_large"]);
    expect(ann.connection.get().phase).toBe("online");
  });

  test("waits as long as the server asks when it is too much, and keeps the order", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const talk = await world.during(ann.openDirect("bob"));
    const start = world.clock.now();
    const times: number[] = [];
    world.peer.intercept = (name) => {
      if (name !== "message.send") return undefined;
      times.push(world.clock.now() - start);
      if (times.length === 1) throw new Refusal("rate_limited", 3_000);
      return undefined;
    };
    talk.send({ text: "one" });
    talk.send({ text: "two" });
    await world.pass(5_000);
    expect(times[1]).toBeGreaterThanOrEqual(3_000);
    expect(world.peer.logs.get("d:ann:bob")?.entries.map((entry) => entry.seq)).toEqual([1, 2]);
  });

  test("one can write to somebody new without a link", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    const talk = await ann.openDirect("bob");
    talk.send({ text: "hi" });
    expect(ann.conversations.get().map(({ id, peer }) => [id, peer])).toEqual([["d:ann:bob", "bob"]]);
    world.peer.reachable = true;
    await world.pass(40_000);
    expect(talk.view.get()).toMatchObject({ head: 1, lastState: "sent" });
  });
});
