import { type Cable, ClockFace, SeededRandom, type SimWorld, startCore } from "@skein/testkit";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { type Client, createClient, type Transport } from "../src/index.ts";
import { tabTransport } from "../src/tabs/seat.ts";
import { ladder } from "../src/transport/ladder.ts";
import { overRequests } from "../src/transport/over-requests.ts";
import { waysOfDevice } from "../src/transport/ways.ts";
import { FakeBrowser } from "./fake-browser.ts";
import { outsideOfTime } from "./outside-of-time.ts";

/* A better way comes to work in the midst of a talk, on virtual time: at the real server, by seeds, with what may go wrong just then. */

const SHUT = { latency: 20, jitter: 40, refused: 1, unanswered: 0 };
const OPEN = { ...SHUT, refused: 0 };

interface Fault {
  readonly name: string;
  /** Whether the link is lost by it, and may be seen to be. */
  readonly loses: boolean;
  readonly strike: (up: Cable, low: Cable) => void;
}

const FAULTS: readonly Fault[] = [
  { name: "nothing goes wrong", loses: false, strike: () => undefined },
  {
    name: "the better link breaks right after it took over",
    loses: true,
    strike: (up) => up.whenNext("down", '"welcome"', () => up.cut()),
  },
  {
    name: "the better link breaks at its hello",
    loses: false,
    strike: (up) => up.whenNext("up", '"hello"', () => up.cut()),
  },
  {
    name: "the better link falls silent at its hello",
    loses: false,
    strike: (up) => up.whenNext("up", '"hello"', () => up.silence("both")),
  },
  {
    name: "the old link breaks at the welcome",
    loses: true,
    strike: (up, low) => up.whenNext("down", '"welcome"', () => low.cut()),
  },
  {
    name: "the old link is slow to answer",
    loses: false,
    strike: (up, low) => up.whenNext("up", '"hello"', () => (low.weather = { ...OPEN, latency: 900 })),
  },
  {
    name: "both break after the delta",
    loses: true,
    strike: (up, low) => up.whenNext("down", '"delta"', () => [up, low].map((one) => one.cut())),
  },
];

let world: SimWorld;
outsideOfTime(() => world.clock);

/** Ways of a device: a shut one, and one that goes. */
function twoWays(
  name: string,
  lower: "a socket" | "SSE" | "long-poll",
): { up: Cable; low: Cable; transport: Transport } {
  const clock = new ClockFace(world.clock).client;
  const [up, low] = [world.network.cable(`${name} up`), world.network.cable(`${name} low`)];
  [up.weather, low.weather] = [SHUT, OPEN];
  const below = {
    "a socket": low.transport,
    SSE: overRequests("stream", low.ask, clock),
    "long-poll": overRequests("answers", low.ask, clock),
  };
  const rungs = [up.transport, below[lower]];
  return { up, low, transport: ladder({ clock, rungs, ways: waysOfDevice(undefined, undefined) }) };
}

function device(user: string, token: string, transport: Transport, random: SeededRandom): Client {
  const clock = new ClockFace(world.clock).client;
  return createClient({
    ...{ url: "http://sim", token, user, clock, transport },
    random: random.fork().next,
    wake: () => () => undefined,
  });
}

/** What a client was told, from now on. */
function watch(client: Client, conv: string) {
  const phases: string[] = [];
  const news: string[] = [];
  client.connection.subscribe(() => phases.push(client.connection.get().phase));
  client.on("message", ({ entry }) => news.push((entry.body as { text: string }).text));
  client.conversation(conv).timeline.open();
  const shown = (): string[] =>
    client
      .conversation(conv)
      .timeline.state.get()
      .items.flatMap(({ seq, body }) => (seq === undefined ? [] : [(body as { text: string }).text]));
  return { phases, news, shown };
}

/** The talk has begun: what is said first, by both at once, may count as read by who writes behind it. */
async function begun(his: Client, conv: string): Promise<void> {
  his.conversation(conv).send({ text: "hello" });
  await world.clock.advance(5_000);
}

/** Both talk all the time while Ann's better way comes to work, and on afterwards. */
async function talk(anns: readonly Client[], his: Client, conv: string, random: SeededRandom, open: () => void) {
  const said: string[] = [];
  for (let round = 0; round < 160; round++) {
    // it is looked for after 30 s
    if (round === 40) open();
    for (const [who, from] of [
      ["ann", random.pick([...anns])],
      ["bob", his],
    ] as const) {
      if (!random.chance(0.6)) continue;
      said.push(`${who} ${said.length}`);
      from.conversation(conv).send({ text: said.at(-1) ?? "" });
    }
    await world.clock.advance(random.integer(50, 600));
  }
  await world.clock.advance(60_000);
  return said;
}

test.each(FAULTS.flatMap((fault) => (["a socket", "SSE", "long-poll"] as const).map((lower) => ({ ...fault, lower }))))(
  "[CARRY-12] a better way than $lower takes over in the midst of a talk ($name): nothing is lost, doubled, out of order or silent",
  async ({ name, lower, loses, strike }) => {
    const seed = FAULTS.findIndex((fault) => fault.name === name) + 1;
    await using started = await startCore({ seed });
    world = started;
    const random = new SeededRandom(seed);
    const [ann, bob] = [await world.server.person("Ann"), await world.server.person("Bob")];
    const conv = directId(ann.id, bob.id);
    const { up, low, transport } = twoWays("ann", lower);
    const hers = device(ann.id, ann.token, transport, random);
    const his = device(bob.id, bob.token, world.network.cable("bob").transport, random);
    await world.clock.runUntil(() => [hers, his].every((one) => one.connection.get().phase === "online"));
    await begun(his, conv);
    const [on, at] = [watch(hers, conv), watch(his, conv)];
    const said = await talk([hers], his, conv, random, () => {
      up.weather = OPEN;
      strike(up, low);
    });
    // what broke is tried again later; then the old one is closed, and the new one is all there is
    await world.clock.advance(300_000);
    expect([up.open, low.open]).toEqual([1, 0]);
    expect(on.shown()).toEqual(at.shown());
    expect(on.shown().toSorted()).toEqual(["hello", ...said].toSorted());
    // what came in a gap may have been written behind by then, which is to have read it; nothing is told twice
    const theirs = said.filter((text) => text.startsWith("bob"));
    expect(on.news).toEqual(loses ? theirs.filter((text) => on.news.includes(text)) : theirs);
    for (const who of ["ann", "bob"]) {
      const own = said.filter((text) => text.startsWith(who));
      expect(on.shown().filter((text) => text.startsWith(who))).toEqual(own);
    }
    if (!loses) expect(on.phases).toEqual([]);
  },
  30_000,
);

test("[CARRY-12][TAB-1] the link of three tabs goes over to a better way, and none of them loses, doubles or sees anything", async () => {
  const seed = 4;
  await using started = await startCore({ seed });
  world = started;
  const random = new SeededRandom(seed);
  const [ann, bob] = [await world.server.person("Ann"), await world.server.person("Bob")];
  const conv = directId(ann.id, bob.id);
  const { up, low, transport } = twoWays("ann", "SSE");
  const browser = new FakeBrowser();
  const his = device(bob.id, bob.token, world.network.cable("bob").transport, random);
  const tabs: Client[] = [];
  for (const name of ["one", "two", "three"]) {
    const shared = tabTransport(transport, {
      ...{ who: "ann", locks: browser.locks(name), channel: browser.channel(name), random: random.fork().next },
      clock: new ClockFace(world.clock).client,
      background: (task) => void task().catch(() => undefined),
      leaves: () => () => undefined,
    });
    const tab = device(ann.id, ann.token, shared, random);
    tabs.push(tab);
    await world.clock.runUntil(() => tab.connection.get().phase === "online");
  }
  await begun(his, conv);
  const watched = tabs.map((tab) => watch(tab, conv));
  const at = watch(his, conv);
  const said = await talk(tabs, his, conv, random, () => (up.weather = OPEN));
  expect([up.open, low.open]).toEqual([1, 0]);
  for (const { shown, phases, news } of watched) {
    expect(shown()).toEqual(at.shown());
    expect(shown()).toHaveLength(said.length + 1);
    expect(phases).toEqual([]);
    expect(news).toEqual(said.filter((text) => text.startsWith("bob")));
  }
}, 30_000);
