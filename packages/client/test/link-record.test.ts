import { expect, test } from "bun:test";
import { headOf } from "../src/lab/carried-frames.ts";
import { LinkRecord } from "../src/lab/link-record.ts";
import { recorded } from "../src/lab/recorded.ts";
import { TabsTell } from "../src/lab/tabs-tell.ts";
import { watchLink } from "../src/lab/watch-link.ts";
import type { LinkEvents, Transport } from "../src/transport/transport.ts";
import { FakeBrowser } from "./fake-browser.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { World } from "./world.ts";

/** A link on record, with the test as the network and as whoever holds it. */
class Scene {
  readonly clock = new VirtualClock();
  readonly record = new LinkRecord(this.clock);
  readonly sent: string[] = [];
  readonly heard: string[] = [];
  net: LinkEvents | undefined;
  private readonly transport: Transport = recorded(
    "websocket",
    (_url, events) => {
      this.net = events;
      return { send: (message) => void this.sent.push(message), close: () => undefined };
    },
    this.record,
  );

  dial(): ReturnType<Transport> {
    return this.transport("http://peer.test", {
      opened: () => undefined,
      message: (message) => void this.heard.push(message),
      closed: () => undefined,
    });
  }

  get facts() {
    return this.record.facts.get();
  }
}

const WELCOME = '{"type":"welcome","id":1,"heartbeat":{"interval":25000,"timeout":10000}}';

test("a frame's type and the id of a request are read off it, also where the hub of the tabs has put the id last", () => {
  expect(headOf('{"type":"ping"}')).toEqual({ type: "ping" });
  expect(headOf('{"type":"ok","id":12,"result":{"id":9}}')).toEqual({ type: "ok", id: 12 });
  expect(headOf('{"type":"message.send","id":7,"params":{"id":5}}')).toEqual({ type: "message.send", id: 7 });
  expect(headOf('{"type":"message.list","params":{"conv":"x","id":5},"id":31}')).toEqual({
    type: "message.list",
    id: 31,
  });
  // an id inside of the params is none of a request
  expect(headOf('{"type":"event","data":{"a":1,"id":5}}')).toEqual({ type: "event" });
});

test("frames, bytes, round trips, beats and the end of a link are on record", async () => {
  const scene = new Scene();
  const link = scene.dial();
  await scene.clock.pass(30);
  scene.net?.opened();
  link.send('{"type":"hello","id":1,"token":"t"}');
  await scene.clock.pass(20);
  scene.net?.message(WELCOME);
  expect(scene.facts.link).toMatchObject({ way: "websocket", url: "http://peer.test", tookMs: 50 });
  expect(scene.facts.beats).toMatchObject({ by: "server", interval: 25_000, asked: 0 });
  expect(scene.facts.trips).toEqual([]);

  link.send('{"type":"message.send","id":2,"params":{"text":"é"}}');
  await scene.clock.pass(40);
  scene.net?.message('{"type":"ok","id":2,"result":{}}\n{"type":"ping"}');
  link.send('{"type":"pong"}');
  expect(scene.facts.trips).toEqual([{ at: scene.clock.now(), ms: 40, of: "command" }]);
  expect(scene.facts.beats).toMatchObject({ asked: 1, askedAt: scene.clock.now(), sent: 0, answered: 0 });

  link.send('{"type":"ping"}');
  await scene.clock.pass(10);
  scene.net?.message('{"type":"pong"}');
  expect(scene.facts.trips.at(-1)).toMatchObject({ ms: 10, of: "beat" });
  expect(scene.facts.beats).toMatchObject({ sent: 1, answered: 1 });
  expect(scene.facts.up).toEqual({ frames: 4, bytes: new TextEncoder().encode(scene.sent.join("")).length });
  expect(scene.facts.down).toEqual({
    frames: 4,
    bytes: new TextEncoder().encode(scene.heard.join("").replace("\n", "")).length,
  });

  scene.net?.closed(1006, "");
  expect(scene.facts.link).toBeUndefined();
  expect(scene.facts.ends).toEqual([
    { at: scene.clock.now(), way: "websocket", code: 1006, reason: "", lasted: 50, by: "there" },
  ]);
});

test("whoever looks has the round trip measured, once in a while and never twice at once; the answer is a sign of life to all", async () => {
  const scene = new Scene();
  scene.record.look();
  expect(scene.sent).toEqual([]);
  scene.dial();
  scene.net?.message(WELCOME);
  await scene.clock.pass(5_000);
  scene.record.look();
  scene.record.look();
  expect(scene.sent).toEqual(['{"type":"ping"}']);
  await scene.clock.pass(5_000);
  scene.record.look();
  expect(scene.sent).toHaveLength(1);
  scene.net?.message('{"type":"pong"}');
  expect(scene.facts.trips).toMatchObject([{ ms: 5_000, of: "beat" }]);
  expect(scene.heard.at(-1)).toBe('{"type":"pong"}');
  // it was not the heartbeat of the link
  expect(scene.facts.beats.sent).toBe(0);
  await scene.clock.pass(5_000);
  scene.record.look();
  expect(scene.sent).toHaveLength(2);
});

test("what became of a try is known for each way: refused, silent, carried; one that was given up at once tells nothing", async () => {
  const scene = new Scene();
  scene.dial();
  await scene.clock.pass(15);
  scene.net?.closed(1006, "");
  expect(scene.facts.tries).toMatchObject({ websocket: { result: "refused", ms: 15, code: 1006 } });
  expect(scene.facts.ends).toEqual([]);
  const hurried = scene.dial();
  await scene.clock.pass(100);
  hurried.close(1000, "dial again");
  expect(scene.facts.tries).toMatchObject({ websocket: { result: "refused" } });
  const patient = scene.dial();
  await scene.clock.pass(3_000);
  patient.close(1000, "another way");
  expect(scene.facts.tries).toMatchObject({ websocket: { result: "silent", ms: 3_000 } });
  scene.dial();
  scene.net?.message(WELCOME);
  expect(scene.facts.tries).toMatchObject({ websocket: { result: "carried" } });
});

test("a link beside the living one takes over once something comes over it; where it comes to nothing the old one goes on", () => {
  const scene = new Scene();
  const old = scene.dial();
  const first = scene.net;
  first?.message(WELCOME);
  const better = scene.dial();
  scene.net?.message(WELCOME);
  better.close(1000, "it does not work");
  expect(scene.facts.link).toBeUndefined();
  first?.message('{"type":"ping"}');
  expect(scene.facts.link).toBeDefined();
  expect(scene.facts.ends).toEqual([]);
  scene.dial();
  scene.net?.message(WELCOME);
  old.close(1000, "a better way");
  expect(scene.facts.link).toBeDefined();
  expect(scene.facts.ends).toMatchObject([{ reason: "a better way", by: "here" }]);
});

test("a client that asks for life by itself tells how long it keeps silent now", async () => {
  await using world = new World("ann");
  world.peer.pings = false;
  const ann = await world.online("ann", { heartbeat: "adaptive", network: () => "home" });
  const link = watchLink(ann);
  expect(link.get()).toMatchObject({ seat: "alone", link: { way: "own" }, beats: { by: "client", interval: 30_000 } });
  await world.pass(60_000);
  const { sent, answered } = link.get().beats;
  expect(sent).toBeGreaterThan(0);
  expect(answered).toBe(sent);
});

test("a tab that has the link tells of it those that look, and nobody else does; looking is what has it measured", async () => {
  const browser = new FakeBrowser();
  const tabs = ["one", "two"].map((name) => {
    const scene = new Scene();
    return { scene, tell: new TabsTell(scene.record), open: () => browser.channel(name)("facts") };
  });
  const [one, two] = tabs;
  if (!one || !two) throw new Error("no tabs");
  one.scene.dial();
  one.scene.net?.message(WELCOME);
  await one.scene.clock.pass(3_000);
  const told: unknown[] = [];
  two.tell.listen((facts) => told.push(facts));
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  two.tell.seated("follows", two.open);
  two.tell.ask();
  await settled();
  // nobody leads
  expect(told).toEqual([]);
  one.tell.seated("leads", one.open);
  two.tell.ask();
  await settled();
  expect(told).toMatchObject([{ seat: "leads", link: { way: "websocket" } }]);
  expect(one.scene.sent).toEqual(['{"type":"ping"}']);
  // it follows no more: what is still on its way is of no use
  two.tell.seated("leads", two.open);
  one.tell.seated("follows", one.open);
  two.tell.ask();
  await settled();
  expect(told).toHaveLength(1);
});
