import { ClockFace, type SimWorld, startCore } from "@skein/testkit";
import { directId } from "@skein/protocol";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Client, createClient, type SkeinError, type Transport } from "../src/index.ts";
import { tabTransport } from "../src/tabs/seat.ts";
import { renewingTransport } from "../src/transport/renewing.ts";
import { FakeBrowser } from "./fake-browser.ts";
import { hostToken, SECRET } from "./host-token.ts";
import { outsideOfTime } from "./outside-of-time.ts";
import { seeded } from "./virtual-clock.ts";

/* The SDK with tokens of a host app that last five minutes, at the real server on virtual time. */

const MINUTE = 60_000;
const LIFE = 5 * MINUTE;

let world: SimWorld;
outsideOfTime(() => world.clock);
beforeEach(async () => {
  world = await startCore({ config: { hostAuth: { enabled: true, secret: SECRET } } });
});
afterEach(() => world[Symbol.asyncDispose]());

const token = (user: string, life = LIFE): string => hostToken(user, world.clock.now, life);

/** Somebody's client, all it was ever said to be, and what went wrong. */
interface Watched {
  readonly client: Client;
  readonly phases: string[];
  readonly errors: SkeinError[];
}

async function watched(user: string, get: () => string | Promise<string>, transport?: Transport): Promise<Watched> {
  const face = new ClockFace(world.clock);
  const client = createClient({
    url: "http://sim",
    token: get,
    user,
    device: { name: "Phone", platform: "ios" },
    transport: transport ?? world.network.cable(user).transport,
    clock: face.client,
    random: world.random.fork().next,
    wake: () => () => undefined,
  });
  const errors: SkeinError[] = [];
  client.on("error", (error) => errors.push(error));
  await world.clock.runUntil(() => client.connection.get().phase === "online");
  const phases: string[] = [];
  client.connection.subscribe(() => phases.push(client.connection.get().phase));
  return { client, phases, errors };
}

const hellos = (): number => world.trace.last.filter((line) => line.includes('↑ {"type":"hello"')).length;
const renewals = (): number => world.trace.last.filter((line) => line.includes('↑ {"type":"session.renew"')).length;

test("[CLIENT-15] for an hour of tokens that last five minutes one link goes on, and what is said comes at once", async () => {
  const ann = await watched("ann", () => token("ann"));
  const bob = await watched("bob", () => token("bob"));
  const conv = directId("ann", "bob");
  for (let minute = 0; minute < 60; minute++) {
    bob.client.conversation(conv).send({ text: `minute ${minute}` });
    await world.clock.advance(MINUTE);
    expect(ann.client.conversation(conv).view.get()?.head).toBe(minute + 1);
  }
  expect([ann.phases, bob.phases, ann.errors]).toEqual([[], [], []]);
  expect(hellos()).toBe(2);
  // a fifth of the time ahead: every four minutes, each of them
  expect(renewals()).toBe(30);
  const { sessions } = await world.clock.settle(ann.client.call("session.list", {}));
  expect(sessions).toHaveLength(1);
});

test("[CLIENT-15] where no new token can be got for a while, or only the same one, the link goes on, and so it does afterwards", async () => {
  let fails = false;
  let kept: string | undefined;
  const ann = await watched("ann", () => {
    if (fails) throw new Error("the backend is away");
    return kept ?? token("ann");
  });
  fails = true;
  await world.clock.advance(LIFE - 10_000);
  expect(ann.errors.length).toBeGreaterThan(2);
  fails = false;
  await world.clock.advance(MINUTE);
  kept = token("ann");
  await world.clock.advance(LIFE - 10_000);
  kept = undefined;
  await world.clock.advance(3 * LIFE);
  expect(ann.phases.filter((phase) => phase === "stopped")).toEqual([]);
  expect(ann.client.connection.get().phase).toBe("online");
});

test("[CLIENT-15][CONN-16] without a new one the link ends when the time is over, not before; it is come back to once, with what token there is then", async () => {
  let fails = true;
  let first = true;
  const ann = await watched("ann", () => {
    if (fails && !first) throw new Error("the backend is away");
    first = false;
    return token("ann");
  });
  const began = world.clock.now;
  await world.clock.advance(LIFE - 2_000);
  expect(ann.phases).toEqual([]);
  await world.clock.advance(3_000);
  expect(ann.phases).toContain("waiting");
  expect(world.clock.now - began).toBeLessThanOrEqual(LIFE + 1_000);
  fails = false;
  await world.clock.advance(30_000);
  expect(ann.client.connection.get().phase).toBe("online");
  expect(hellos()).toBe(2);
});

test("[CLIENT-15][CLIENT-7] a token whose time is over is tried once, and then the client stops and says why", async () => {
  const only = token("ann");
  const ann = await watched("ann", () => only);
  await world.clock.advance(LIFE + 2_000);
  expect(ann.client.connection.get()).toMatchObject({ phase: "stopped", reason: { name: "token_expired" } });
  await world.clock.advance(10 * MINUTE);
  expect(hellos()).toBe(2);
});

test("[CLIENT-15] a token that is another person's is not taken, and told", async () => {
  let other = false;
  const ann = await watched("ann", () => token(other ? "bob" : "ann"));
  other = true;
  await world.clock.advance(LIFE - 5_000);
  expect(ann.errors.map(({ name }) => name)).toContain("forbidden");
  expect(ann.phases).toEqual([]);
});

test("[CLIENT-15][TAB-1] the tab that leads gets the tokens for all tabs, and whoever leads next goes on with it", async () => {
  const browser = new FakeBrowser();
  const face = new ClockFace(world.clock);
  const asked: string[] = [];
  const tab = (name: string, seed: number): Promise<Watched> => {
    const parts = {
      clock: face.client,
      random: seeded(seed),
      background: (task: () => Promise<unknown>): void => void task().catch(() => undefined),
    };
    const get = (): string => {
      asked.push(name);
      return token("ann");
    };
    const lasting = renewingTransport(world.network.cable("browser").transport, { ...parts, token: get });
    const shared = tabTransport(lasting, {
      ...{ ...parts, who: "ann", locks: browser.locks(name), channel: browser.channel(name) },
      leaves: () => () => undefined,
    });
    // a client whose transport is given has its own look at the time: here that is left to what stands below the tabs
    const transport: Transport = (url, events) =>
      shared(url, { ...events, message: (text) => events.message(text.replace(/"expires":\d+,/, "")) });
    return watched("ann", get, transport);
  };
  const [one, two] = [await tab("one", 1), await tab("two", 2)];
  asked.length = 0;
  await world.clock.advance(4 * LIFE);
  expect([one.phases, two.phases]).toEqual([[], []]);
  expect(new Set(asked)).toEqual(new Set(["one"]));
  expect(hellos()).toBe(1);
  const closing = one.client.close();
  await world.clock.settle(closing);
  await world.clock.advance(4 * LIFE);
  expect(two.client.connection.get().phase).toBe("online");
  expect(hellos()).toBe(2);
});
