import { type Client, loadRest, memoryStore, type Store } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type SimWorld, startCore, type TestPerson } from "../src/index.ts";
import { device } from "./device.ts";

/* Unread mentions and pinned messages as the SDK knows them, on two devices of one person beside two others, at the real server. */

interface Scene {
  readonly world: SimWorld;
  readonly conv: string;
  readonly people: { readonly ann: TestPerson; readonly bob: TestPerson; readonly cleo: TestPerson };
  readonly phone: Client;
  readonly desk: Client;
  readonly bob: Client;
  readonly cleo: Client;
}

beforeAll(() => loadRest());
const worlds: SimWorld[] = [];
afterAll(async () => {
  for (const world of worlds) await world[Symbol.asyncDispose]();
});

/** A group of Bob's, with Ann on a phone and at a desk, and Cleo. */
async function scene(options: Parameters<typeof startCore>[0] = {}): Promise<Scene> {
  const world = await startCore(options);
  worlds.push(world);
  const { server, clock } = world;
  const people = {
    ann: await server.person("Ann"),
    bob: await server.person("Bob"),
    cleo: await server.person("Cleo"),
  };
  const bob = device(world, "bob", people.bob);
  const cleo = device(world, "cleo", people.cleo);
  await clock.advance(1_000);
  const making = bob.createGroup({ name: "Trip", users: [people.ann.id, people.cleo.id] });
  await clock.advance(1_000);
  const conv = (await making).id;
  const [phone, desk] = [device(world, "phone", people.ann), device(world, "desk", people.ann)];
  await clock.advance(3_000);
  return { world, conv, people, phone, desk, bob, cleo };
}

const view = (client: Client, conv: string) => {
  const found = client.conversation(conv).view.get();
  if (!found) throw new Error("no such conversation here");
  return found;
};
/** The seq of what somebody says. */
async function say(
  { world, conv }: Scene,
  by: Client,
  mentions?: { users?: string[]; all?: true },
  text = "words",
): Promise<number> {
  by.conversation(conv).send({ text, ...(mentions && { mentions }) });
  await world.clock.advance(1_000);
  return view(by, conv).head;
}
function cut({ world: { network } }: Scene, name: string): void {
  network.cable(name).weather = { latency: 20, jitter: 0, refused: 1, unanswered: 0 };
  network.cable(name).cut();
}
async function heal({ world }: Scene, name: string): Promise<void> {
  world.network.cable(name).heal();
  await world.clock.advance(60_000);
}

test("[MENTION-3] unread mentions follow what is said, edited, taken back and read, on all one's devices", async () => {
  const it = await scene();
  const { world, conv, people, phone, desk, bob, cleo } = it;
  const me = { users: [people.ann.id] };
  const told = () => [view(phone, conv).mentions, view(desk, conv).mentions];
  expect(told()).toEqual([[], []]);
  const one = await say(it, bob, me);
  const two = await say(it, bob, { all: true });
  const three = await say(it, cleo);
  expect(told()).toEqual([
    [one, two],
    [one, two],
  ]);
  // means her only now; the other one no longer
  cleo.conversation(conv).edit(three, { text: "you too", mentions: me });
  bob.conversation(conv).edit(one, { text: "nobody" });
  await world.clock.advance(2_000);
  expect(told()).toEqual([
    [two, three],
    [two, three],
  ]);
  bob.conversation(conv).recall(two);
  await world.clock.advance(2_000);
  expect(told()).toEqual([[three], [three]]);
  const four = await say(it, bob, me);
  phone.conversation(conv).timeline.open();
  await world.clock.advance(1_000);
  phone.conversation(conv).markRead(three);
  expect(view(phone, conv).mentions).toEqual([four]);
  await world.clock.advance(3_000);
  expect(told()).toEqual([[four], [four]]);
  // whoever answers has read
  await say(it, desk);
  expect(told()).toEqual([[], []]);
  // one's own mention of oneself is none
  await say(it, phone, me);
  expect(told()).toEqual([[], []]);
});

test("[MENTION-3] a reply in a thread that mentions one is no mention of the conversation, nor when it is edited to one", async () => {
  const it = await scene();
  const { world, conv, people, phone, bob } = it;
  const root = await say(it, bob);
  const reply = { text: "inside", thread: { root }, mentions: { users: [people.ann.id] } };
  bob.conversation(conv).say("text", reply);
  bob.conversation(conv).say("text", { text: "inside too", thread: { root } });
  await world.clock.advance(1_000);
  const { head } = view(phone, conv);
  bob.conversation(conv).edit(head, { ...reply });
  await world.clock.advance(2_000);
  expect(view(phone, conv).mentions).toEqual([]);
});

test("[MENTION-3] mentions are kept over a restart, and those that came while a device was away for long are known", async () => {
  const it = await scene();
  const { world, conv, people, bob } = it;
  const me = { users: [people.ann.id] };
  const store: Store = memoryStore();
  let tablet = device(world, "tablet", people.ann, store);
  await world.clock.advance(2_000);
  const one = await say(it, bob, me);
  cut(it, "tablet");
  const closing = tablet.close();
  await world.clock.advance(5_000);
  await closing;
  // more than a delta holds, the mention among the first
  const two = await say(it, bob, me);
  for (let at = 0; at < LIMITS.deltaEntries + 20; at += 1) bob.conversation(conv).send({ text: `${at}` });
  await world.clock.advance(60_000);
  bob.conversation(conv).recall(one);
  await world.clock.advance(1_000);
  tablet = device(world, "tablet", people.ann, store);
  await world.clock.advance(500);
  expect(view(tablet, conv).mentions).toEqual([one]);
  await heal(it, "tablet");
  expect(view(tablet, conv).mentions).toEqual([two]);
});

test("[MENTION-3] of very many mentions the first are known, and the next ones once these are read", async () => {
  const it = await scene({ config: { limits: { personRate: { rate: 10_000, burst: 10_000 } } } });
  const { world, conv, people, phone, desk, bob } = it;
  const first = view(bob, conv).head + 1;
  for (let at = 0; at < LIMITS.mentionsTold + 30; at += 1) {
    bob.conversation(conv).send({ text: `${at}`, mentions: { users: [people.ann.id] } });
  }
  await world.clock.advance(60_000);
  const seqs = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
  expect(view(phone, conv).mentions).toEqual(seqs(first, LIMITS.mentionsTold));
  phone.conversation(conv).timeline.open();
  await world.clock.advance(2_000);
  while (phone.conversation(conv).timeline.state.get().hasOlder) {
    const older = phone.conversation(conv).timeline.loadOlder();
    await world.clock.advance(1_000);
    await older;
  }
  phone.conversation(conv).markRead(first + 49);
  await world.clock.advance(5_000);
  for (const client of [phone, desk]) {
    expect(view(client, conv).mentions).toEqual(seqs(first + 50, LIMITS.mentionsTold - 20));
  }
});

test("[PIN-2][PIN-3] pins are the same for all at once, the latest first; what is taken back leaves them", async () => {
  const it = await scene();
  const { world, conv, phone, desk, bob, cleo } = it;
  const all = [phone, desk, bob, cleo];
  const one = await say(it, cleo);
  const two = await say(it, bob);
  const pins = () => all.map((client) => view(client, conv).pins);
  for (const seq of [one, two]) bob.conversation(conv).pin(seq);
  expect(view(bob, conv).pins).toEqual([two, one]);
  await world.clock.advance(2_000);
  expect(pins()).toEqual(all.map(() => [two, one]));
  // pinned already: nothing changes
  bob.conversation(conv).pin(one);
  await world.clock.advance(2_000);
  expect(pins()).toEqual(all.map(() => [two, one]));
  bob.conversation(conv).pin(two, false);
  bob.conversation(conv).pin(two);
  await world.clock.advance(2_000);
  expect(pins()).toEqual(all.map(() => [two, one]));
  cleo.conversation(conv).recall(one);
  bob.conversation(conv).pin(two, false);
  await world.clock.advance(2_000);
  expect(pins()).toEqual(all.map(() => []));
});

test("[PIN-1] a pin without a link shows at once and is there for all later; one that is refused is taken back and told", async () => {
  const it = await scene();
  const { world, conv, people, phone, bob, cleo } = it;
  const seq = await say(it, cleo);
  cut(it, "bob");
  await world.clock.advance(1_000);
  bob.conversation(conv).pin(seq);
  expect([view(bob, conv).pins, view(cleo, conv).pins]).toEqual([[seq], []]);
  await heal(it, "bob");
  expect([view(bob, conv).pins, view(cleo, conv).pins, view(phone, conv).pins]).toEqual([[seq], [seq], [seq]]);
  const refused: string[] = [];
  phone.on("refused", ({ kind, error }) => refused.push(`${kind} ${error.name}`));
  phone.conversation(conv).pin(seq, false);
  expect(view(phone, conv).pins).toEqual([]);
  await world.clock.advance(2_000);
  expect([view(phone, conv).pins, refused]).toEqual([[seq], ["message.pinned forbidden"]]);
  // and a device that comes later
  const fresh = device(world, "fresh", people.ann);
  await world.clock.advance(3_000);
  expect(view(fresh, conv).pins).toEqual([seq]);
  const { timeline } = fresh.conversation(conv);
  timeline.message(seq).subscribe(() => undefined);
  await world.clock.advance(2_000);
  expect(timeline.message(seq).get()?.pinned?.by).toBe(people.bob.id);
});

test("[JUMP-1] the first message of a day is found by its time", async () => {
  const it = await scene();
  const { world, conv, phone, bob } = it;
  const one = await say(it, bob);
  await world.clock.advance(86_400_000);
  const two = await say(it, bob);
  const asked = async (at: number | Date) => {
    const answer = phone.conversation(conv).messageAt(at);
    await world.clock.advance(1_000);
    return answer;
  };
  const at = world.clock.now;
  expect(await asked(new Date(at - 86_400_000 - 3_000))).toBe(one);
  expect(await asked(at - 3_600_000)).toBe(two);
  expect(await asked(at + 3_600_000)).toBeUndefined();
});

test.each([1, 2, 3, 4])(
  "[MENTION-3][PIN-2] whatever happens to links and devices, mentions and pins end as the server has them (seed %d)",
  async (seed) => {
    const it = await scene({ seed, config: { limits: { personRate: { rate: 10_000, burst: 10_000 } } } });
    const { world, conv, people, bob, cleo, phone } = it;
    const random = world.random.fork();
    const store = memoryStore();
    let tablet = device(world, "tablet", people.ann, store);
    const said: number[] = [];
    for (let step = 0; step < 120; step += 1) {
      const by = random.pick([bob, bob, cleo]).conversation(conv);
      const roll = random.next();
      const mentions = random.pick([{ users: [people.ann.id] }, { users: [people.cleo.id] }, {}]);
      if (roll < 0.4) by.send({ text: `${step}`, mentions });
      else if (roll < 0.55 && said.length > 0) by.edit(random.pick(said), { text: `${step} anew`, mentions });
      else if (roll < 0.6 && said.length > 0) by.recall(random.pick(said));
      else if (roll < 0.75 && said.length > 0) bob.conversation(conv).pin(random.pick(said), random.chance(0.7));
      else if (roll < 0.8) phone.conversation(conv).markRead(view(phone, conv).head - 3);
      else if (roll < 0.85) cut(it, random.pick(["phone", "desk", "tablet"]));
      else if (roll < 0.92) for (const name of ["phone", "desk", "tablet"]) world.network.cable(name).heal();
      else if (roll < 0.95) for (let at = 0; at < 60; at += 1) cleo.conversation(conv).send({ text: `${at}` });
      else {
        const closing = tablet.close();
        await world.clock.advance(3_000);
        await closing;
        tablet = device(world, "tablet", people.ann, store);
      }
      await world.clock.advance(random.integer(0, 2_000));
      const { last } = view(bob, conv);
      if (last?.seq !== undefined) said.push(last.seq);
    }
    for (const name of ["phone", "desk", "tablet"]) world.network.cable(name).heal();
    await world.clock.advance(180_000);
    const fresh = device(world, "fresh", people.ann);
    await world.clock.advance(3_000);
    const truth = fresh.call("conversation.get", { conv });
    await world.clock.advance(1_000);
    const { mentioned = [], pinned = [] } = (await truth).conversation;
    for (const client of [phone, it.desk, tablet, fresh]) {
      expect([view(client, conv).mentions, view(client, conv).pins]).toEqual([mentioned, pinned]);
    }
  },
);
