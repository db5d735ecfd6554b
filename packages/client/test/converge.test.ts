import { expect, test } from "bun:test";
import { type Client, memoryStore, type Store } from "../src/index.ts";
import { seeded } from "./virtual-clock.ts";
import { lines, World } from "./world.ts";

const PEOPLE = ["ann", "bob", "cleo"];
const GROUPS = ["g:one", "g:two"];

interface Device {
  user: string;
  store: Store;
  client: Client;
}

/** A run of a few devices that say, read, join, leave, lose their links and restart; returns what they asked the server, as a trace. */
async function run(seed: number): Promise<string> {
  const random = seeded(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const world = new World(...PEOPLE);
  const { peer } = world;
  for (const id of GROUPS) peer.group(id, id, PEOPLE);
  let made = 0;
  const start = (user: string, store: Store): Client => {
    made += 1;
    const client = world.client(user, { user, store, random: seeded(seed * 100 + made) });
    client.conversation("g:one").timeline.open();
    return client;
  };
  const devices: Device[] = [...PEOPLE, "ann"].map((user) => {
    const store = memoryStore();
    return { user, store, client: start(user, store) };
  });
  const said: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    const device = pick(devices);
    const { client, user } = device;
    const talks = client.conversations.get();
    const roll = random();
    if (roll < 0.45 && talks.length > 0) {
      const text = `${seed}/${step}`;
      const { id } = pick(talks);
      const key = client.conversation(id).send({ text });
      if (GROUPS.includes(id)) said.push(key);
    } else if (roll < 0.55 && talks.length > 0) client.conversation(pick(talks).id).markRead();
    else if (roll < 0.62) {
      const opened = client.openDirect(pick(PEOPLE)).then(
        (talk) => talk.timeline.open(),
        () => undefined,
      );
      await Promise.race([opened, world.pass(200)]);
    } else if (roll < 0.75) {
      // The network takes a while to break: what is said meanwhile is lost on the way.
      const link = peer.links.findLast((one) => one.open && one.user === user);
      if (link) {
        link.open = false;
        world.clock.after(Math.floor(random() * 20_000), () => {
          link.open = true;
          link.cut();
        });
      }
    } else if (roll < 0.8) {
      peer.reachable = false;
      world.clock.after(5_000, () => {
        peer.reachable = true;
      });
    } else if (roll < 0.87) {
      await world.during(client.close(), 2_500);
      device.client = start(user, device.store);
    } else if (roll < 0.92) {
      const id = pick(GROUPS);
      const other = pick(PEOPLE.slice(1));
      if (peer.logs.get(id)?.members.has(other)) peer.remove(id, "ann", other);
      else peer.add(id, "ann", other);
    } else peer.resetReason = pick([undefined, undefined, "too_far", "other_store"]);
    await world.pass(Math.floor(random() * 3_000));
  }
  peer.reachable = true;
  await world.pass(120_000);
  for (const { client, user } of devices) {
    expect(client.connection.get().phase).toBe("online");
    const views = client.conversations.get().filter(({ head }) => head > 0);
    const expected = [...peer.logs.values()].filter(
      (log) => !log.id.startsWith("s:") && log.members.has(user) && log.entries.length > 0,
    );
    expect(views.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    for (const view of views) {
      const truth = peer.summary(view.id, user);
      const { head, unread, read, delivered, members, failed } = view;
      expect({ head, unread, read, delivered, members }).toEqual({
        head: truth.head,
        unread: truth.unread,
        read: truth.read,
        delivered: truth.head,
        members: truth.members,
      });
      expect(view.lastState === "pending").toBe(false);
      const { timeline } = client.conversation(view.id);
      const close = timeline.open();
      await world.pass(2_000);
      while (timeline.state.get().hasOlder) await world.during(timeline.loadOlder(), 1_000);
      const items = timeline.state.get().items.filter((item) => item.state !== "failed");
      expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      expect(failed).toBe(timeline.state.get().items.length - items.length);
      const texts = peer.logs
        .get(view.id)
        ?.entries.map((entry) => (entry.kind === "text" ? entry.body.text : entry.kind));
      expect(lines(items).map((line) => line.slice(0, line.lastIndexOf(":")))).toEqual(texts ?? []);
      close();
    }
  }
  const kept = GROUPS.flatMap((id) => peer.logs.get(id)?.entries ?? []).map(({ key }) => key);
  const failed = devices.flatMap(({ client }) =>
    GROUPS.flatMap((id) =>
      client
        .conversation(id)
        .timeline.state.get()
        .items.flatMap((item) => (item.state === "failed" ? [item.id] : [])),
    ),
  );
  for (const key of said) expect(kept.filter((one) => one === key).length + (failed.includes(key) ? 1 : 0)).toBe(1);
  expect(world.errors.filter(({ name }) => name === "fault")).toEqual([]);
  const trace = peer.links.map(({ heard }) => JSON.stringify(heard)).join("\n");
  await world[Symbol.asyncDispose]();
  return trace;
}

test.each([1, 101])(
  "whatever happens to the links, all devices end at the server's log (50 seeds from %d)",
  async (first) => {
    for (let seed = first; seed < first + 50; seed += 1) {
      try {
        await run(seed);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
  },
  60_000,
);

test("a run with the same seed is the same run, to the byte", async () => {
  expect(await run(4_711)).toBe(await run(4_711));
});
