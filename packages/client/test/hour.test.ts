import { type Cable, ClockFace, FAIR, MANNERLY, type SimWorld, startCore } from "@skein/testkit";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { type Client, createClient, type Transport } from "../src/index.ts";
import { ladder } from "../src/transport/ladder.ts";
import { overRequests } from "../src/transport/over-requests.ts";
import { waysOfDevice } from "../src/transport/ways.ts";
import { hostToken, SECRET } from "./host-token.ts";
import { MapMemory } from "./map-memory.ts";
import { outsideOfTime } from "./outside-of-time.ts";

/*
 * An hour of somebody's way to work, on virtual time: the SDK, each of its ways, the real server, and a network that does what networks do.
 * Each second it is looked at whether what the screen says is so. With tokens that last five minutes.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Where one is, and what gets through there. */
interface Place {
  readonly name: string;
  readonly minutes: number;
  readonly enter: (cable: Cable) => void;
  /** The device is told that it has a network, or another one. */
  readonly wakes?: true;
  /** What is open is dead, and the device is not told. */
  readonly breaks?: true;
  /** Ways by which it goes; none: not at all. */
  readonly ways: readonly Way[];
}

type Way = "websocket" | "sse" | "long-poll";
const ALL: readonly Way[] = ["websocket", "sse", "long-poll"];
const LTE = { ...FAIR, latency: 60, jitter: 250 };

const COMMUTE: readonly Place[] = [
  { name: "home", minutes: 7, enter: () => undefined, ways: ALL },
  {
    name: "door",
    minutes: 1,
    enter: (cable) => {
      cable.weather = { ...FAIR, refused: 1 };
      cable.cut();
    },
    ways: [],
  },
  { name: "lte", minutes: 8, enter: (cable) => (cable.weather = LTE), wakes: true, ways: ALL },
  {
    name: "tunnel",
    minutes: 3,
    enter: (cable) => {
      // nobody is told: not by a reset, and dials are not answered
      cable.silence("both");
      cable.weather = { ...LTE, unanswered: 1 };
    },
    ways: [],
  },
  { name: "lte", minutes: 3, enter: (cable) => (cable.weather = LTE), ways: ALL },
  {
    name: "half a street",
    minutes: 3,
    breaks: true,
    enter: (cable) => {
      // what is open is dead, what is dialled anew goes; the server learns of it a while later
      cable.cut({ server: 20_000 });
    },
    ways: ALL,
  },
  {
    name: "station",
    minutes: 2,
    enter: (cable) => {
      cable.weather = { ...FAIR, latency: 30, jitter: 80 };
      cable.manners = { ...MANNERLY, portal: true };
      cable.cut({ client: 200, server: 200 });
    },
    wakes: true,
    ways: [],
  },
  {
    name: "station",
    minutes: 8,
    enter: (cable) => (cable.manners = { ...MANNERLY, refuseUpgrades: true, buffering: true }),
    ways: ["long-poll"],
  },
  {
    name: "office",
    minutes: 12,
    enter: (cable) => {
      cable.weather = FAIR;
      cable.manners = { ...MANNERLY, refuseUpgrades: true, idle: 60_000 };
      cable.cut();
    },
    wakes: true,
    ways: ["sse", "long-poll"],
  },
  {
    name: "lift",
    minutes: 1,
    enter: (cable) => {
      cable.weather = { ...FAIR, unanswered: 1 };
      cable.silence("down");
    },
    ways: [],
  },
  {
    name: "office",
    minutes: 12,
    enter: (cable) => {
      cable.weather = FAIR;
      cable.manners = { ...MANNERLY, idle: 60_000 };
    },
    ways: ALL,
  },
];

/** Silence after which a link counts as dead, with what the last answer and the look at it take. */
const DEAD = 35_000 + 5_000;
/** The longest wait between dials, a dial by each way and the catching up. */
const BACK = 30_000 + 20_000;
/** What goes comes within so many ms. */
const COMES = 5_000;

class Commuter {
  readonly faults: string[] = [];
  readonly told: { readonly at: number; readonly phase: string }[] = [];
  readonly carriers: Way[] = [];
  readonly client: Client;
  place = "home";
  #wake: () => void = () => undefined;
  /** Since when it goes, or does not. */
  #since = 0;
  #goes = true;
  readonly #seen = new Map<number, string>();

  constructor(
    private readonly world: SimWorld,
    readonly name: string,
    private readonly cable: Cable,
    ways: readonly Way[],
    conv: string,
  ) {
    const face = new ClockFace(world.clock);
    const clock = face.client;
    const random = world.random.fork().next;
    const byWay: Record<Way, Transport> = {
      websocket: cable.transport,
      sse: overRequests("stream", cable.ask, clock),
      "long-poll": overRequests("answers", cable.ask, clock),
    };
    const token = (): string => hostToken(name, world.clock.now, 5 * MINUTE);
    const known = waysOfDevice(() => this.place, new MapMemory());
    const rungs = ways.map((way) => this.#watched(way, byWay[way]));
    const [only] = rungs;
    this.#since = world.clock.now;
    this.client = createClient({
      ...{ url: "http://sim", token, user: name, device: { name: "Phone", platform: "ios" }, clock, random },
      transport: rungs.length > 1 || !only ? ladder({ clock, ways: known, rungs }) : only,
      wake: (wake) => {
        this.#wake = wake;
        return () => undefined;
      },
    });
    const { connection } = this.client;
    connection.subscribe(() => this.told.push({ at: world.clock.now, phase: connection.get().phase }));
    const { timeline } = this.client.conversation(conv);
    timeline.open();
    timeline.state.subscribe(() => this.look(conv));
  }

  #watched(way: Way, transport: Transport): Transport {
    return (url, events) => {
      let heard = false;
      return transport(url, {
        ...events,
        message: (message) => {
          if (!heard) this.carriers.push(way);
          heard = true;
          events.message(message);
        },
      });
    };
  }

  get phase(): string {
    return this.client.connection.get().phase;
  }

  enter({ name, enter, wakes, breaks }: Place, goes: boolean): void {
    this.place = name;
    enter(this.cable);
    if (goes !== this.#goes || wakes) this.#since = this.world.clock.now;
    this.#goes = goes;
    if (breaks) this.#since = this.world.clock.now + DEAD;
    if (wakes) this.#wake();
  }

  /** For how long it has gone, or not, ms. */
  for(goes: boolean): number {
    return goes === this.#goes ? this.world.clock.now - this.#since : 0;
  }

  /** Whether what is said of the link is so. */
  check(): void {
    const { now } = this.world.clock;
    const { phase, retryAt = 0 } = this.client.connection.get();
    const silence = now - this.cable.heardAt;
    if (phase === "online" && silence > DEAD) this.#fault(`is online, and heard nothing for ${silence} ms`);
    if (phase === "online" && this.for(false) > DEAD) this.#fault("is online where nothing goes");
    if (phase !== "online" && this.for(true) > BACK) this.#fault(`is ${phase} where all goes`);
    if (phase === "waiting" && (retryAt < now || retryAt > now + 30_000)) this.#fault(`waits until ${retryAt - now}`);
    if (phase === "stopped") this.#fault("has stopped");
  }

  /** Nothing twice, nothing out of order, no hole, and what was shown stays. */
  look(conv: string): void {
    const { items } = this.client.conversation(conv).timeline.state.get();
    const sent = items.flatMap(({ seq, body }) =>
      seq === undefined ? [] : ([[seq, (body as { text: string }).text]] as const),
    );
    const first = sent[0]?.[0] ?? 1;
    for (const [index, [seq, text]] of sent.entries()) {
      if (seq !== first + index) this.#fault(`shows ${sent.map(([one]) => one).join(" ")}`);
      if ((this.#seen.get(seq) ?? text) !== text) this.#fault(`shows "${text}" at ${seq}`);
      this.#seen.set(seq, text);
    }
    if (new Set(items.map(({ id }) => id)).size < items.length) this.#fault("shows one twice");
  }

  #fault(what: string): void {
    this.faults.push(
      `${this.place}: ${this.name} ${what} (${this.told
        .slice(-3)
        .map(({ phase }) => phase)
        .join(" ")})`,
    );
  }
}

let world: SimWorld;
outsideOfTime(() => world.clock);

test.each([
  ["whatever goes", ALL],
  ["WebSocket", ["websocket"]],
  ["SSE", ["sse"]],
  ["long-poll", ["long-poll"]],
] as const)(
  "[CARRY-9][CARRY-12][CLIENT-3][CLIENT-15] an hour's way to work by %s: nothing is lost, doubled or out of order, and the screen says what is so",
  async (_title, ways) => {
    await using started = await startCore({ seed: 5, config: { hostAuth: { enabled: true, secret: SECRET } } });
    world = started;
    const { clock, network, random } = world;
    const conv = directId("ann", "bob");
    const ann = new Commuter(world, "ann", network.cable("ann"), ways, conv);
    const bob = new Commuter(world, "bob", network.cable("bob"), ["websocket"], conv);
    await clock.runUntil(() => ann.phase === "online" && bob.phase === "online");
    const said: { readonly by: Commuter; readonly text: string; readonly at: number }[] = [];
    const shown = ({ client }: Commuter): string[] =>
      client
        .conversation(conv)
        .timeline.state.get()
        .items.flatMap(({ seq, body }) => (seq === undefined ? [] : [(body as { text: string }).text]));
    const late = new Set<string>();
    let began = 0;
    for (const place of COMMUTE) {
      const goes = place.ways.some((way) => ways.includes(way as never));
      ann.enter(place, goes);
      began = clock.now;
      for (let second = 0; second < place.minutes * 60; second++) {
        for (const by of [ann, bob]) {
          if (!random.chance(0.06)) continue;
          const text = `${by.name} ${said.length + 1}`;
          said.push({ by, text, at: clock.now });
          by.client.conversation(conv).send({ text });
        }
        await clock.advance(SECOND);
        for (const one of [ann, bob]) one.check();
        // where all goes for long enough, what was said is there, whoever said it
        const there = ann.for(true) > BACK ? shown(ann) : [];
        for (const { text, at } of there.length > 0 ? said.slice(-20) : [])
          if (clock.now - at > COMES && !there.includes(text)) late.add(`${place.name}: ${text}`);
      }
    }
    await clock.advance(MINUTE);
    expect([...ann.faults, ...bob.faults, ...late]).toEqual([]);
    const log = shown(bob);
    expect(shown(ann)).toEqual(log);
    expect(log.toSorted()).toEqual(said.map(({ text }) => text).toSorted());
    for (const by of [ann, bob]) {
      const own = said.filter((one) => one.by === by).map(({ text }) => text);
      expect(log.filter((text) => text.startsWith(by.name))).toEqual(own);
    }
    // bob sat at his desk all the time
    expect(bob.told.map(({ phase }) => phase)).toEqual(["connecting", "syncing", "online"]);
    if (ways.length === 1) return;
    // it went by each way in its turn, up to a WebSocket again, and of that nobody saw anything
    expect(new Set(ann.carriers)).toEqual(new Set(ALL));
    expect(ann.carriers.at(-1)).toBe("websocket");
    const up = ann.told.filter(({ at }) => at > began + 2 * SECOND + BACK);
    expect(up.filter(({ phase }) => phase !== "online")).toEqual([]);
  },
  60_000,
);
