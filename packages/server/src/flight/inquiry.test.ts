import { expect, test } from "bun:test";
import { ClockFace, SeededRandom, SimCarrier, temporaryFolder, VirtualClock } from "@skein/testkit";
import { join } from "node:path";
import { migrations } from "../server/store.ts";
import { Hub } from "../session/hub.ts";
import { openSqliteInline } from "../storage/sqlite/open.ts";
import { Choice } from "./choice.ts";
import { Inquiry } from "./inquiry.ts";
import { FlightRecorder } from "./recorder.ts";

const MESSAGE = { conv: "d:ann:bob", from: "ann", key: "key-of-it-1" };
const PLACED = { ...MESSAGE, seq: 7 };

/** Three nodes on one bus, none of which has written anything yet. */
async function threeNodes() {
  const folder = await temporaryFolder();
  const clock = new VirtualClock();
  const carrier = new SimCarrier(clock, new SeededRandom(1));
  const setting = { file: join(folder.path, "skein.db"), synchronous: "OFF", migrations, epoch: "e1" } as const;
  const storage = openSqliteInline(setting, () => clock.now);
  const nodes = ["n1", "n2", "n3"].map((name) => {
    const face = new ClockFace(clock).server;
    const recorder = new FlightRecorder(new Choice(1, face, () => false), new Hub(), face, 1_048_576);
    const bus = carrier.join(name, face);
    return { recorder, inquiry: new Inquiry(recorder, storage, bus, face, async () => ({})) };
  });
  const [n1, n2, n3] = nodes;
  if (!n1 || !n2 || !n3) throw new Error("three nodes were to be made");
  return {
    ...{ clock, carrier, n1, n2, n3 },
    async [Symbol.asyncDispose]() {
      for (const { inquiry } of nodes) inquiry.close();
      await storage.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test("[TRACE-7] what each node saw comes in one list by time, whichever is asked", async () => {
  await using world = await threeNodes();
  const { clock, n1, n2, n3 } = world;
  n1.recorder.note(MESSAGE, { name: "accepted", at: clock.now, user: "ann" });
  await clock.advance(5);
  n1.recorder.note(PLACED, { name: "committed", at: clock.now, batch: 3, took: 5 });
  await clock.advance(2);
  n3.recorder.note(PLACED, { name: "heard", at: clock.now });
  n2.recorder.note(PLACED, { name: "heard", at: clock.now });
  await clock.advance(40);
  for (const { recorder } of [n2, n1, n3])
    recorder.moved({ conv: "d:ann:bob", user: "bob", delivered: 9, read: 0, readCount: 0, pos: 50 });
  for (const { inquiry } of [n1, n2, n3]) {
    const report = await clock.settle(inquiry.trace({ conv: "d:ann:bob", seq: 7 }));
    const steps = report.messages[0]?.hops.map(({ node, name }) => `${node} ${name}`) ?? [];
    expect(steps.slice(0, 2)).toEqual(["n1 accepted", "n1 committed"]);
    expect(steps.slice(2, 4).toSorted()).toEqual(["n2 heard", "n3 heard"]);
    expect(steps.slice(4).map((step) => step.slice(3))).toEqual(["delivered"]);
    expect(report.nodes.map(({ node }) => node).toSorted()).toEqual(["n1", "n2", "n3"]);
  }
});

test("[TRACE-7] a node that does not answer is waited for half a second, and what the others saw is told", async () => {
  await using world = await threeNodes();
  const { clock, carrier, n1, n2, n3 } = world;
  for (const { recorder } of [n2, n3]) recorder.note(PLACED, { name: "heard", at: clock.now });
  carrier.cut("n3");
  const began = clock.now;
  const report = await clock.settle(n1.inquiry.trace({ conv: "d:ann:bob", seq: 7 }));
  expect(clock.now - began).toBe(500);
  expect(report.messages[0]?.hops.map(({ node }) => node)).toEqual(["n2"]);
  expect(report.nodes.map(({ node }) => node)).toEqual(["n1", "n2"]);
});

test("[TRACE-7] two who ask at once get each their own answer", async () => {
  await using world = await threeNodes();
  const { clock, n1, n2, n3 } = world;
  n3.recorder.note(PLACED, { name: "heard", at: clock.now });
  n3.recorder.note({ ...PLACED, key: "another-key", seq: 8 }, { name: "fetched", at: clock.now });
  const asked = [n1.inquiry, n1.inquiry, n2.inquiry].map((inquiry, at) =>
    inquiry.trace({ conv: "d:ann:bob", seq: 7 + (at % 2) }),
  );
  const reports = await clock.settle(Promise.all(asked));
  expect(reports.map(({ messages }) => messages.flatMap(({ hops }) => hops.map(({ name }) => name)))).toEqual([
    ["heard"],
    ["fetched"],
    ["heard"],
  ]);
});

test("[TRACE-5] all nodes that hear of it watch, and those are told", async () => {
  await using world = await threeNodes();
  const { clock, carrier, n1, n2, n3 } = world;
  carrier.cut("n3");
  expect(await clock.settle(n1.inquiry.watch("bob", 60_000))).toEqual(["n1", "n2"]);
  expect([n1, n2, n3].map(({ recorder }) => recorder.choice.watched)).toEqual([["bob"], ["bob"], []]);
});

test("[TRACE-1] somebody is away where no node has a connection of theirs, and not where one has", async () => {
  await using world = await threeNodes();
  const { clock, n1, n2 } = world;
  const entry = { ...PLACED, pos: 9, at: 0, count: 7, kind: "text", ref: null, body: "{}" };
  const nobody = { deliver: () => 0 };
  for (const { recorder } of [n1, n2])
    for (const user of ["ann", "bob", "eve"]) recorder.sending(entry, nobody).deliver(user, "a frame");
  n2.recorder.note(PLACED, { name: "written", at: clock.now, user: "bob", device: "phone", took: 0 });
  const { messages } = await clock.settle(n1.inquiry.trace({ conv: "d:ann:bob", seq: 7 }));
  expect(messages[0]?.hops.filter(({ name }) => name === "away").map(({ users }) => users)).toEqual([["eve"]]);
});
