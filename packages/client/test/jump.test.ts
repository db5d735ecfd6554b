import { expect, test } from "bun:test";
import type { ErrorName, Params } from "@skein/protocol";
import { Refusal } from "./refusal.ts";
import { World } from "./world.ts";

async function long(count: number) {
  const world = new World("ann", "bob");
  world.peer.direct("ann", "bob");
  for (let n = 1; n <= count; n += 1) world.peer.say("bob", "d:ann:bob", `${n}`);
  const ann = await world.online("ann");
  const conversation = ann.conversation("d:ann:bob");
  const { timeline } = conversation;
  const close = timeline.open();
  await world.pass(2_000);
  const seqs = (): number[] => timeline.state.get().items.flatMap(({ seq }) => seq ?? []);
  return { world, conversation, timeline, close, seqs };
}

test("a jump far back shows what lies around it, reads on in both directions, and joins on to the newest", async () => {
  const { world, timeline, seqs } = await long(900);
  await using _ = world;
  expect(await world.during(timeline.jump(200))).toBe(true);
  expect(timeline.state.get()).toMatchObject({ hasOlder: true, hasNewer: true });
  expect([seqs()[0], seqs().at(-1)]).toEqual([175, 224]);
  world.peer.say("bob", "d:ann:bob", "live");
  await world.pass(1_000);
  expect(seqs().at(-1)).toBe(224);
  await world.during(timeline.loadOlder());
  expect(seqs()[0]).toBe(125);
  let pages = 0;
  while (timeline.state.get().hasNewer && pages < 30) {
    pages += 1;
    await world.during(timeline.loadNewer());
  }
  expect(seqs()).toEqual(Array.from({ length: 901 - 125 + 1 }, (_, index) => 125 + index));
});

test("a near jump reads what lies between, and back at the newest all is as it was", async () => {
  const { world, timeline, seqs } = await long(900);
  await using _ = world;
  expect(await world.during(timeline.jump(750))).toBe(true);
  expect(timeline.state.get().hasNewer).toBe(false);
  expect(seqs().includes(750) && seqs().includes(900)).toBe(true);
  expect(await world.during(timeline.jump(10))).toBe(true);
  expect(seqs().includes(900)).toBe(false);
  timeline.newest();
  expect(seqs().at(-1)).toBe(900);
  expect(await world.during(timeline.jump(2_000))).toBe(false);
});

test("a jump while an older page is being read waits for that, near and far, and finds its message", async () => {
  const { world, timeline, seqs } = await long(900);
  await using _ = world;
  for (const seq of [700, 100]) {
    const older = timeline.loadOlder();
    expect(timeline.state.get().loading).toBe(true);
    expect(await world.during(timeline.jump(seq))).toBe(true);
    expect(seqs()).toContain(seq);
    await older;
    timeline.newest();
  }
});

test("a jump that could not be read does not say that its message is not there, whoever reads in the next moment", async () => {
  const { world, timeline } = await long(900);
  await using _ = world;
  refuse(world, "after", "unavailable");
  // as a view may: reads something else once nothing is on its way, before whoever has jumped hears of it
  const others: Promise<void>[] = [];
  const end = timeline.state.subscribe(() => {
    if (timeline.state.get().error) others.push(timeline.loadOlder());
  });
  const told = timeline.jump(200).then((found) => ({ found, error: timeline.state.get().error }));
  expect(await world.during(told)).toEqual({ found: undefined, error: undefined });
  expect(others).toHaveLength(1);
  end();
  world.peer.intercept = () => undefined;
  expect(await world.during(timeline.jump(200))).toBe(true);
});

test("nor does one in a conversation that is not known yet", async () => {
  await using world = new World("ann", "bob");
  world.peer.say("bob", "d:ann:bob", "1");
  const { timeline } = world.client("ann").conversation("d:ann:bob");
  expect(await timeline.jump(1)).toBeUndefined();
  await world.pass(2_000);
  expect(await world.during(timeline.jump(1))).toBe(true);
});

test("what the server could not read is asked for when it said, whatever comes or is read meanwhile", async () => {
  const { world, timeline, conversation } = await long(900);
  await using _ = world;
  refuse(world, "before", "busy", 3_000);
  const pages = (): number => world.peer.asked("ann", "message.list").length;
  const before = pages();
  await world.during(timeline.loadOlder(), 100);
  conversation.markRead();
  world.peer.say("bob", "d:ann:bob", "live");
  await world.pass(1_000);
  expect(timeline.state.get().error?.name).toBe("busy");
  expect(pages()).toBe(before + 1);
  world.peer.intercept = () => undefined;
  await world.pass(3_000);
  expect(timeline.state.get().error).toBeUndefined();
});

/** Pages before, or after, an entry are not read. */
function refuse(world: World, side: "before" | "after", row: ErrorName, after?: number): void {
  world.peer.intercept = (name, params) => {
    if (name === "message.list" && (params as Params<"message.list">)[side] !== undefined)
      throw new Refusal(row, after);
    return undefined;
  };
}
