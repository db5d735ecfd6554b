import { expect, test } from "bun:test";
import type { Client } from "../src/index.ts";
import { tabTransport } from "../src/tabs/seat.ts";
import { FakeBrowser } from "./fake-browser.ts";
import { seeded } from "./virtual-clock.ts";
import { World } from "./world.ts";

const GROUP = "g:team";

/** Tabs of one browser, all of them Ann's. */
class Tabs extends World {
  readonly browser = new FakeBrowser();
  readonly asleep = new Map<string, () => void>();
  private opened = 0;
  private readonly wakers = new Map<string, () => void>();

  constructor() {
    super("ann", "bob");
    this.peer.group(GROUP, "Team", ["bob", "ann"]);
  }

  tab(name: string): Client {
    const background = (task: () => Promise<unknown>): void => {
      task().catch((error: Error) => this.errors.push(error));
    };
    return this.client("ann", {
      transport: tabTransport(this.peer.transport, {
        who: "ann",
        locks: this.browser.locks(name),
        channel: this.browser.channel(name),
        clock: this.clock,
        random: seeded(100 + (this.opened += 1)),
        background,
        leaves: (listener) => {
          this.asleep.set(name, listener);
          return () => this.asleep.delete(name);
        },
      }),
      wake: (listener) => {
        this.wakers.set(name, listener);
        return () => this.wakers.delete(name);
      },
    });
  }

  wake(name: string): void {
    this.wakers.get(name)?.();
  }

  /** Ann's links that are up. */
  get links(): number {
    return this.peer.links.filter(({ open, user }) => open && user === "ann").length;
  }

  async until(done: () => boolean): Promise<void> {
    for (let turns = 0; turns < 6_000 && !done(); turns += 1) await this.pass(10);
    expect(done()).toBeTrue();
  }

  /** Tabs that are online, one after the other; each looks at the group. */
  async three(): Promise<[Client, Client, Client]> {
    const open = async (name: string): Promise<Client> => {
      const client = this.tab(name);
      await this.until(() => client.connection.get().phase === "online");
      client.conversation(GROUP).timeline.open();
      return client;
    };
    return [await open("one"), await open("two"), await open("three")];
  }
}

/** What the server has, as a tab shows it. */
const texts = (client: Client): string[] =>
  client
    .conversation(GROUP)
    .timeline.state.get()
    .items.flatMap((item) => (item.kind === "text" && item.state !== "pending" ? [item.body.text] : []));

test("[TAB-1] three tabs have one link: each hears what is said, and what it asks is answered to it alone", async () => {
  await using world = new Tabs();
  const clients = await world.three();
  expect([world.links, world.peer.dials]).toEqual([1, 1]);
  for (const [index, client] of clients.entries()) client.conversation(GROUP).send({ text: `from ${index}` });
  world.peer.say("bob", GROUP, "from bob");
  await world.until(() => clients.every((client) => texts(client).length === 4));
  expect(new Set(clients.map((client) => texts(client).join())).size).toBe(1);
  const answers = await world.during(Promise.all(clients.map((client) => client.call("user.get", { ids: ["bob"] }))));
  expect(answers.map(({ users }) => users[0]?.id)).toEqual(["bob", "bob", "bob"]);
  expect(world.peer.asked("ann", "message.send").length).toBe(3);
  expect(world.errors).toEqual([]);
});

test("[TAB-1] a tab that comes later is told over the link what it missed, and reads the list only where it knows nothing", async () => {
  await using world = new Tabs();
  const [, , three] = await world.three();
  expect(world.peer.asked("ann", "sync.changes")).toEqual([{}, {}]);
  // it looks away, much is said, and it comes back to where it was
  world.asleep.get("three")?.();
  world.peer.say("bob", GROUP, "meanwhile");
  await world.pass(100);
  const lists = world.peer.asked("ann", "conversation.list").length;
  world.wake("three");
  await world.until(() => texts(three).includes("meanwhile"));
  expect(world.peer.asked("ann", "conversation.list").length).toBe(lists);
  expect(world.peer.asked("ann", "sync.changes").at(-1)).toHaveProperty("cursor");
  expect([world.links, world.peer.dials]).toEqual([1, 1]);
});

test("[TAB-1] the server watches for all tabs, and each hears of whom it shows", async () => {
  await using world = new Tabs();
  const [one, two] = await world.three();
  one.presence.watch(["bob"]);
  two.presence.watch(["ann"]);
  await world.until(() => [one.presence.of("bob"), two.presence.of("ann")].every((state) => state.get() !== undefined));
  expect(world.peer.asked("ann", "presence.watch").at(-1)?.users.toSorted()).toEqual(["ann", "bob"]);
  expect(two.presence.of("bob").get()).toBeUndefined();
});

test("[TAB-2] when the tab that leads crashes in the midst of it, another one goes on: nothing is lost, doubled or out of order", async () => {
  await using world = new Tabs();
  const [, two, three] = await world.three();
  expect(world.browser.leader).toBe("one");
  for (let index = 0; index < 10; index += 1) {
    two.conversation(GROUP).send({ text: `mine ${index}` });
    world.peer.say("bob", GROUP, `theirs ${index}`);
    await world.pass(3);
  }
  world.browser.crash("one");
  world.peer.link("ann").cut();
  for (let index = 10; index < 20; index += 1) {
    two.conversation(GROUP).send({ text: `mine ${index}` });
    world.peer.say("bob", GROUP, `theirs ${index}`);
  }
  // at once: a wait with jitter would be up to a second
  await world.pass(200);
  expect([two, three].map((client) => client.connection.get().phase)).toEqual(["online", "online"]);
  await world.until(() => [two, three].every((client) => texts(client).length === 40));
  const log = world.peer.logs.get(GROUP)?.entries.flatMap((entry) => (entry.kind === "text" ? [entry.body.text] : []));
  expect(texts(two)).toEqual(log ?? []);
  expect(texts(three)).toEqual(log ?? []);
  for (const who of ["mine", "theirs"])
    expect(log?.filter((text) => text.startsWith(who))).toEqual(
      Array.from({ length: 20 }, (_, index) => `${who} ${index}`),
    );
  expect(world.links).toBe(1);
});

test("[TAB-2] a tab that leads and closes hands over at once", async () => {
  await using world = new Tabs();
  const [one, two, three] = await world.three();
  await world.during(one.close(), 200);
  expect([two, three].map((client) => client.connection.get().phase)).toEqual(["online", "online"]);
  expect([world.links, world.peer.dials]).toEqual([1, 2]);
});

test("[TAB-3] a tab that is frozen gives up the lead, and is right again when it comes back", async () => {
  await using world = new Tabs();
  const [one, two] = await world.three();
  world.asleep.get("one")?.();
  await world.pass(200);
  expect(two.connection.get().phase).toBe("online");
  expect([world.links, world.browser.leader === "one"]).toEqual([1, false]);
  world.peer.say("bob", GROUP, "while it slept");
  await world.pass(100);
  world.wake("one");
  await world.until(() => one.connection.get().phase === "online");
  expect(texts(one)).toEqual(["while it slept"]);
  expect(world.links).toBe(1);
});

test("[TAB-3] a tab that leads and hangs is found out by what it does not answer", async () => {
  await using world = new Tabs();
  const [, two] = await world.three();
  world.browser.hang("one");
  two.conversation(GROUP).send({ text: "into the void" });
  await world.until(() => texts(two).includes("into the void"));
  expect(world.browser.leader).not.toBe("one");
});

test("[TAB-4] while the server is away all tabs wait together, as long as one would, and show the same", async () => {
  await using world = new Tabs();
  const clients = await world.three();
  world.peer.reachable = false;
  world.peer.link("ann").cut();
  const { dials } = world.peer;
  const waits: number[] = [];
  const states = (): unknown[] => clients.map((client) => client.connection.get());
  const until = world.clock.now() + 120_000;
  while (world.clock.now() < until) {
    await world.until(() => clients.every((client) => client.connection.get().phase === "waiting"));
    expect(new Set(states().map((state) => JSON.stringify(state))).size).toBe(1);
    waits.push((clients[0]?.connection.get().retryAt ?? 0) - world.clock.now());
    await world.until(() => clients.some((client) => client.connection.get().phase === "connecting"));
  }
  // one dial for each wait, whoever is the first; and the waits grow up to half a minute
  expect(world.peer.dials - dials).toBe(waits.length);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  expect(waits.length).toBeLessThan(20);
  world.peer.reachable = true;
  await world.until(() => clients.every((client) => client.connection.get().phase === "online"));
  expect(world.links).toBe(1);
});

test("[TAB-4] a server that does not answer is dialled once for all, and whoever presses is not kept waiting", async () => {
  await using world = new Tabs();
  const clients = await world.three();
  world.peer.silent = true;
  world.peer.link("ann").cut();
  const { dials } = world.peer;
  await world.pass(60_000);
  // a dial takes 9 s, and the waits between grow
  expect(world.peer.dials - dials).toBeLessThan(7);
  // in the midst of a dial that gets no answer
  await world.until(() => clients[2]?.connection.get().phase === "connecting");
  await world.pass(3_000);
  world.peer.silent = false;
  clients[2]?.reconnect();
  await world.pass(500);
  expect(clients[2]?.connection.get().phase).toBe("online");
  await world.until(() => clients.every((client) => client.connection.get().phase === "online"));
  expect(world.links).toBe(1);
});

test("[TAB-4] what the server refuses for good stops all tabs", async () => {
  await using world = new Tabs();
  const clients = await world.three();
  world.peer.link("ann").cut(4502);
  await world.pass(100);
  expect(clients.map((client) => client.connection.get().reason?.name)).toEqual(["revoked", "revoked", "revoked"]);
});

test("[TAB-4] a tab that may have no locks goes alone", async () => {
  await using world = new Tabs();
  const locks = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
  const parts = {
    who: "ann",
    locks,
    clock: world.clock,
    random: seeded(1),
    background: (task: () => Promise<unknown>) => void task(),
  };
  const transport = tabTransport(world.peer.transport, { ...parts, leaves: () => () => undefined });
  const clients = [world.client("ann", { transport }), world.client("ann", { transport })];
  await world.until(() => clients.every((client) => client.connection.get().phase === "online"));
  expect(world.links).toBe(2);
});

test("[TAB-5] what was said during a hand-over is news, once in each tab; what was said in a longer gap is not", async () => {
  await using world = new Tabs();
  const [one, two] = await world.three();
  const news: string[] = [];
  two.on("message", ({ entry }) => news.push(`${entry.seq}`));
  const closing = one.close();
  const { seq } = world.peer.say("bob", GROUP, "in between");
  await world.during(closing, 500);
  expect(texts(two)).toEqual(["in between"]);
  expect(news).toEqual([`${seq}`]);
  world.peer.reachable = false;
  world.peer.link("ann").cut();
  await world.pass(10_000);
  world.peer.say("bob", GROUP, "in the night");
  world.peer.reachable = true;
  await world.until(() => texts(two).length === 2);
  expect(news).toEqual([`${seq}`]);
});

test("[CLIENT-13] a tab that wakes up asks over the link of all, and the answer is told to it", async () => {
  await using world = new Tabs();
  const [, two] = await world.three();
  world.clock.jump(20_000);
  world.wake("two");
  await world.pass(10_000);
  expect(world.peer.link("ann").heard.filter(({ type }) => type === "ping").length).toBe(1);
  expect([two.connection.get().phase, world.peer.dials]).toEqual(["online", 1]);
});

test("a tab that only follows still hears that the link lives, also while nobody speaks to it", async () => {
  await using world = new Tabs();
  const [one, two] = await world.three();
  // the server asks nothing of a link that talks, and the answers are another tab's
  world.peer.pings = false;
  for (let asked = 0; asked < 20; asked += 1) await world.during(one.call("user.get", { ids: ["bob"] }), 5_000);
  expect(two.connection.get().phase).toBe("online");
  expect(world.peer.dials).toBe(1);
});
