import { type Client, createClient, http, makeKey } from "@skein/client";
import { compareWays, tryWays, watchLink, type WayReport } from "@skein/client/lab";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { FaultProxy, startServer, type TestPerson } from "../src/index.ts";
import { until } from "./cluster/until.ts";

/* The lab of the SDK at a real server, through networks that do not let everything through. */

function device(url: string, person: TestPerson): Client {
  return createClient({ url, token: person.token, user: person.id, wake: () => () => undefined });
}

const online = (client: Client): Promise<void> =>
  until(
    () => client.connection.get().phase === "online",
    () => `it is ${client.connection.get().phase}`,
  );

const states = (reports: readonly WayReport[]) =>
  Object.fromEntries(reports.map(({ way, state, why }) => [way, why ?? state]));

test("each way is tried beside the living link: what works, what is refused or held back, and what that link hears of it is nothing", async () => {
  await using server = await startServer();
  await using proxy = await FaultProxy.start(server.url, { seed: 3 });
  const ann = await server.person("Ann");
  await using client = device(proxy.url, ann);
  await online(client);
  const link = watchLink(client);
  const stop = link.subscribe(() => undefined);
  expect(link.get()).toMatchObject({ seat: "alone", link: { way: "websocket" } });
  const phases: string[] = [];
  client.connection.subscribe(() => phases.push(client.connection.get().phase));

  const patience = 2_000;
  const open = await tryWays(client);
  expect(states(open)).toEqual({ websocket: "works", sse: "works", "long-poll": "works", polling: "works" });
  for (const { trips, welcomedMs, cost } of open) {
    expect(trips).toHaveLength(3);
    expect(welcomedMs).toBeGreaterThanOrEqual(0);
    expect(cost.requests).toBeGreaterThan(0);
  }
  proxy.refuseUpgrades = 403;
  expect(states(await tryWays(client, { patience }))).toMatchObject({
    websocket: "refused",
    sse: "works",
    "long-poll": "works",
  });
  proxy.buffering = true;
  expect(states(await tryWays(client, { patience }))).toEqual({
    websocket: "refused",
    sse: "held",
    "long-poll": "works",
    polling: "works",
  });
  expect(phases).toEqual([]);
  expect(link.get().ends).toEqual([]);
  stop();
}, 60_000);

test("silence is borne or not: a WebSocket that a NAT forgets is found dead, one that is cut is found cut", async () => {
  await using server = await startServer();
  await using proxy = await FaultProxy.start(server.url, { seed: 4 });
  const ann = await server.person("Ann");
  await using client = device(server.url, ann);
  await online(client);
  await using beside = device(proxy.url, ann);
  await online(beside);
  const rest = async (ms: number) =>
    (await tryWays(beside, { ways: ["websocket"], patience: 1_500, rest: ms }))[0]?.rest?.found;
  expect(await rest(300)).toBe("kept");
  proxy.idle = { after: 700, how: "fin" };
  expect(await rest(1_500)).toBe("cut");
  proxy.idle = { after: 700, how: "silence" };
  expect(await rest(1_500)).toBe("dead");
}, 60_000);

test("the four ways hear the same things side by side; nothing of it is seen in any conversation, and nothing of the settings changes", async () => {
  await using server = await startServer();
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const conv = directId(ann.id, bob.id);
  await http(
    server.url,
    "message.send",
    { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text: "before" } },
    bob.token,
  );
  await using client = device(server.url, ann);
  await online(client);
  await client.call("account.settings", { theme: "dark" });
  const list = await client.call("conversation.list", {});
  const states: string[] = [];
  const result = await compareWays(client, {
    ...{ lasts: 3_000, apart: 500, every: 1_000 },
    told: ({ state }) => states.push(state),
  });
  expect(result.sent).toBeGreaterThanOrEqual(3);
  for (const { way, works, delays, costs } of result.ways) {
    expect([way, works, delays.filter((ms) => ms === undefined)]).toEqual([way, true, []]);
    expect(costs.at(-1)?.down).toBeGreaterThan(0);
  }
  const median = (of: string): number => {
    const delays = result.ways.find(({ way }) => way === of)?.delays.map((ms) => ms ?? 0) ?? [];
    return delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)] ?? 0;
  };
  expect(median("websocket")).toBeLessThan(median("polling"));
  const requests = (of: string): number => result.ways.find(({ way }) => way === of)?.costs.at(-1)?.requests ?? 0;
  expect(requests("websocket")).toBe(0);
  expect(requests("polling")).toBeGreaterThanOrEqual(2);
  expect(states[0]).toBe("runs");
  expect(states.at(-1)).toBe("over");
  const after = await client.call("conversation.list", {});
  expect(after.conversations).toEqual(list.conversations);
  expect(client.me.get()?.settings).toEqual({ theme: "dark" });
}, 60_000);

test("on a network without upgrades the record tells what was refused, and what carries in its place", async () => {
  await using server = await startServer();
  await using proxy = await FaultProxy.start(server.url, { seed: 5 });
  proxy.refuseUpgrades = 403;
  const ann = await server.person("Ann");
  await using client = device(proxy.url, ann);
  const link = watchLink(client);
  await online(client);
  expect(link.get()).toMatchObject({
    link: { way: "sse" },
    tries: { websocket: { result: "refused" }, sse: { result: "carried" } },
  });
  expect(link.get().ends).toEqual([]);
}, 60_000);
