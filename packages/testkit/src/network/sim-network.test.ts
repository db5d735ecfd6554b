import { expect, test } from "bun:test";
import type { Accept, Link } from "@skein/server";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { SeededRandom } from "../random.ts";
import { SimNetwork } from "./sim-network.ts";

/** Both ends of one cable, and what each was told. */
function pair() {
  const clock = new VirtualClock();
  const network = new SimNetwork({ clock, random: new SeededRandom(1) });
  const cable = network.cable("phone");
  const client: string[] = [];
  const server: string[] = [];
  const links: Link[] = [];
  const accept: Accept = (link) => {
    links.push(link);
    server.push("open");
    return {
      text: (message) => server.push(message),
      binary: () => server.push("binary"),
      alive: () => server.push("alive"),
      drained: () => server.push("drained"),
      closed: (code) => server.push(`closed ${code}`),
    };
  };
  network.serve({ accept, answer: () => new Response("nothing here", { status: 404 }) });
  const dial = () =>
    cable.transport("", {
      opened: () => client.push("open"),
      message: (message) => client.push(message),
      closed: (code) => client.push(`closed ${code}`),
    });
  return { clock, network, cable, client, server, links, dial };
}

test("messages keep their order, whatever the weather", async () => {
  const { clock, cable, client, server, links, dial } = pair();
  cable.weather = { latency: 5, jitter: 500, refused: 0, unanswered: 0 };
  const link = dial();
  await clock.advance(2_000);
  for (let i = 0; i < 50; i++) link.send(`up ${i}`);
  for (let i = 0; i < 50; i++) links[0]?.write(`down ${i}`);
  await clock.advance(60_000);
  expect(server).toEqual(["open", ...Array.from({ length: 50 }, (_, i) => `up ${i}`)]);
  expect(client).toEqual(["open", ...Array.from({ length: 50 }, (_, i) => `down ${i}`)]);
});

test("a server's close tells it at once, inside the call, and the client after what was written before", async () => {
  const { clock, cable, client, server, links, dial } = pair();
  dial();
  await clock.advance(100);
  links[0]?.write("last words");
  links[0]?.close(4000, "drain");
  expect(server).toEqual(["open", "closed 4000"]);
  await clock.advance(100);
  expect(client).toEqual(["open", "last words", "closed 4000"]);
  expect(cable.open).toBe(0);
});

test("a cut is learnt by each side in its own time, and a half-open link by none", async () => {
  const { clock, cable, client, server, links, dial } = pair();
  dial();
  const second = dial();
  await clock.advance(100);
  cable.cut({ client: 5_000 });
  links[0]?.write("lost");
  await clock.advance(5_000);
  expect(client).toEqual(["open", "open", "closed 1006", "closed 1006"]);
  expect(server).toEqual(["open", "open"]);
  dial();
  await clock.advance(100);
  cable.silence("up");
  second.send("lost");
  links[2]?.write("heard");
  await clock.advance(100);
  expect(client.slice(4)).toEqual(["open", "heard"]);
  expect(server.slice(2)).toEqual(["open"]);
});

test("dials are refused or never answered", async () => {
  const { clock, network, cable, client, server, dial } = pair();
  cable.weather = { latency: 5, jitter: 0, refused: 0, unanswered: 1 };
  dial();
  await clock.advance(60_000);
  expect(client).toEqual([]);
  cable.weather = { latency: 5, jitter: 0, refused: 1, unanswered: 0 };
  dial();
  await clock.advance(60_000);
  expect(client).toEqual(["closed 1006"]);
  cable.weather = { latency: 5, jitter: 0, refused: 0, unanswered: 0 };
  network.refuse();
  dial();
  await clock.advance(60_000);
  expect(client).toEqual(["closed 1006", "closed 1006"]);
  expect(server).toEqual([]);
});

test("a slow reader makes the writer wait, and tells when it may go on", async () => {
  const { clock, cable, client, server, links, dial } = pair();
  dial();
  await clock.advance(100);
  cable.throttle(100);
  const text = "x".repeat(100_000);
  expect(links[0]?.write(text)).toBe(false);
  expect(links[0]?.waiting()).toBeGreaterThan(30_000);
  await clock.advance(2_000);
  expect(links[0]?.waiting()).toBe(0);
  expect(server).toEqual(["open", "drained"]);
  expect(client).toEqual(["open", text]);
});
