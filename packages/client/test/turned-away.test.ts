import { expect, test } from "bun:test";
import { ladder } from "../src/transport/ladder.ts";
import { overRequests } from "../src/transport/over-requests.ts";
import { racingTransport } from "../src/transport/racing.ts";
import { Hub } from "../src/tabs/hub.ts";
import { waysOfDevice } from "../src/transport/ways.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { World } from "./world.ts";

/* What a server that has no room says over requests is heeded by whoever dials, whatever stands in between. */

const STREAM = { "content-type": "text/event-stream" };
const full = (after: number | undefined, retry?: string): Response =>
  new Response(after === undefined ? "<h1>busy</h1>" : JSON.stringify({ code: 5002, name: "unavailable", after }), {
    status: 503,
    headers: retry === undefined ? {} : { "retry-after": retry },
  });

/** A door over requests that answers so. */
function door(answers: readonly (() => Response)[], clock = new VirtualClock()) {
  const asked: { readonly at: number; readonly path: string }[] = [];
  const transport = overRequests(
    "answers",
    (url, { method }) => {
      asked.push({ at: clock.now(), path: `${method} ${new URL(url).pathname}` });
      const answer = answers[asked.length - 1];
      return answer ? Promise.resolve(answer()) : new Promise(() => undefined);
    },
    clock,
  );
  return { asked, clock, transport };
}

test.each([
  ["the body's", full(7_300, "8"), 7_300],
  ["the header's", full(undefined, "4"), 4_000],
] as const)(
  "[CARRY-14] a client that is turned away comes back after %s time, not sooner and not by another way",
  async (_whose, answer, after) => {
    await using world = new World("ann");
    const { asked, transport } = door([() => answer.clone(), () => answer.clone()], world.clock);
    const shut = (_url: string, events: { closed(code: number, reason: string): void }) => {
      world.clock.after(5, () => events.closed(1006, ""));
      return { send: () => undefined, close: () => undefined };
    };
    const ways = ladder({ clock: world.clock, rungs: [shut, transport], ways: waysOfDevice(undefined, undefined) });
    const began = world.clock.now();
    const client = world.client("ann", { transport: racingTransport(ways, [], world.clock) });
    await world.pass(100);
    expect(client.connection.get()).toMatchObject({ phase: "waiting" });
    expect(Math.abs((client.connection.get().retryAt ?? 0) - began - after)).toBeLessThan(200);
    await world.pass(after - 400);
    expect(asked).toHaveLength(1);
    await world.pass(600);
    expect(asked).toHaveLength(2);
  },
);

test("[CARRY-14] one door of several that has no room does not win; where none has, it is told when to come back", async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  const doors = { "http://a": door([() => full(9_000)], clock), "http://b": door([() => full(5_000)], clock) };
  const raced = racingTransport((url, events) => doors[url as "http://a"].transport(url, events), ["http://b"], clock);
  const link = raced("http://a", {
    opened: () => link.send('{"type":"hello"}'),
    message: (message) => void told.push(message),
    closed: (code) => void told.push(`closed ${code}`),
  });
  await clock.pass(3_000);
  expect(told).toEqual(['{"type":"drain","after":5000}', "closed 4005"]);
});

test("[CARRY-14] all tabs hear when to come back, also before anybody was welcomed", () => {
  const told: string[] = [];
  const hub = new Hub({
    ...{ url: "http://peer.test", clock: new VirtualClock(), random: () => 0.5 },
    transport: (_url, events) => {
      queueMicrotask(() => {
        events.message('{"type":"drain","after":5000}');
        events.closed(4005, "overloaded");
      });
      return { send: () => undefined, close: () => undefined };
    },
  });
  const ports = [0, 1].map((tab) =>
    hub.open({
      message: (message) => told.push(`${tab} ${message}`),
      closed: (code) => told.push(`${tab} closed ${code}`),
    }),
  );
  for (const port of ports) hub.said(port, '{"type":"hello","id":1,"token":"t"}');
  return Promise.resolve().then(() => {
    expect(told.toSorted()).toEqual(
      [
        "0 closed 4005",
        '0 {"type":"drain","after":5000}',
        "1 closed 4005",
        '1 {"type":"drain","after":5000}',
      ].toSorted(),
    );
  });
});

test("[CARRY-13][CARRY-14] a link that is asked too often is asked again after the time that it names", async () => {
  const busy = (): Response => new Response(JSON.stringify({ name: "rate_limited", after: 3_000 }), { status: 429 });
  const open = (): Response =>
    new Response('event: open\ndata: {"link":"n.1"}\n\nid: 1\ndata: {"type":"welcome"}\n\n', { headers: STREAM });
  const { asked, clock, transport } = door([open, busy, () => new Response("", { headers: STREAM })]);
  const told: string[] = [];
  const link = transport("http://a", {
    opened: () => link.send('{"type":"hello"}'),
    message: (message) => void told.push(message),
    closed: (code) => void told.push(`closed ${code}`),
  });
  await clock.pass(2_900);
  expect(asked).toHaveLength(2);
  await clock.pass(200);
  expect(asked.length).toBeGreaterThan(2);
  expect((asked[2]?.at ?? 0) - (asked[1]?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  // an answer without a message: it lives
  expect(told).toEqual(['{"type":"welcome"}', '{"type":"alive"}']);
});
