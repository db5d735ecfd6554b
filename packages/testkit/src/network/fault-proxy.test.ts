import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect, createServer, type Server, type Socket } from "node:net";
import { FaultProxy } from "./fault-proxy.ts";
import { OPEN_ROAD } from "./road.ts";

/** Tells what it hears, and sends it back. */
let echo: Server;
let behind: string;
const heard: { socket: Socket; text: string; ended: string | undefined }[] = [];

beforeAll(async () => {
  echo = createServer((socket) => {
    const one = { socket, text: "", ended: undefined as string | undefined };
    heard.push(one);
    socket.on("data", (bytes) => {
      one.text += bytes.toString("latin1");
      socket.write(bytes);
    });
    socket.on("end", () => (one.ended ??= "fin"));
    socket.on("error", () => (one.ended = "rst"));
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  behind = `http://127.0.0.1:${portOf(echo)}`;
});
afterAll(() => void echo.close());

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A client by hand. */
class Peer {
  text = "";
  pieces = 0;
  ended: string | undefined;
  readonly socket: Socket;

  constructor({ url }: FaultProxy) {
    this.socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
    this.socket.on("data", (bytes) => {
      this.text += bytes.toString("latin1");
      this.pieces += 1;
    });
    this.socket.on("end", () => (this.ended ??= "fin"));
    this.socket.on("error", () => (this.ended = "rst"));
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

const long = Array.from({ length: 2_000 }, (_, i) => i % 10).join("");

test("bytes come through whole and in order, also one by one, late, unevenly and slowly, and that may change meanwhile", async () => {
  await using proxy = await FaultProxy.start(behind, { seed: 3 });
  const peer = new Peer(proxy);
  peer.socket.write(long);
  await until(() => peer.text === long);
  proxy.weather = { ...OPEN_ROAD, piece: 1 };
  peer.pieces = 0;
  peer.socket.write(long);
  await until(() => peer.text === long + long);
  expect(peer.pieces).toBeGreaterThan(500);
  proxy.weather = { ...OPEN_ROAD, latency: 30, jitter: 10 };
  const began = performance.now();
  for (const digit of "0123456789") peer.socket.write(digit);
  await until(() => peer.text.length === 4_010);
  expect(peer.text).toEndWith("90123456789");
  expect(performance.now() - began).toBeGreaterThan(59);
  // there and back, 2,000 bytes at 20,000 a second
  proxy.weather = { ...OPEN_ROAD, bandwidth: 20_000 };
  const slow = performance.now();
  peer.socket.write(long);
  await until(() => peer.text.length === 6_010);
  expect(performance.now() - slow).toBeGreaterThan(99);
  expect(proxy.carried).toEqual({ up: 6_010, down: 6_010 });
});

test.each(["rst", "fin"] as const)("a cut by %s is seen as such on both sides", async (how) => {
  await using proxy = await FaultProxy.start(behind);
  const peer = new Peer(proxy);
  peer.socket.write("hi");
  await until(() => peer.text === "hi");
  proxy.cut(how);
  await until(() => peer.ended !== undefined && heard.at(-1)?.ended !== undefined);
  expect([peer.ended, heard.at(-1)?.ended]).toEqual([how, how]);
  await until(() => proxy.open === 0);
});

test("a connection is cut at the very byte, and the next one is not", async () => {
  await using proxy = await FaultProxy.start(behind);
  proxy.cutAfter("down", 1_234, "fin");
  const peer = new Peer(proxy);
  peer.socket.write(long);
  await until(() => peer.ended !== undefined);
  expect(peer.text).toBe(long.slice(0, 1_234));
  const next = new Peer(proxy);
  next.socket.write(long);
  await until(() => next.text === long);
  proxy.whenNext("down", "needle", () => proxy.cut("rst"));
  next.socket.write("hay");
  await until(() => next.text.endsWith("hay"));
  next.socket.write("needle");
  await until(() => next.ended === "rst");
});

test("half-open: what goes one way vanishes, the other goes on; new connections are swallowed until it heals", async () => {
  await using proxy = await FaultProxy.start(behind);
  const peer = new Peer(proxy);
  peer.socket.write("a");
  await until(() => peer.text === "a");
  const there = heard.at(-1);
  proxy.silence("down");
  peer.socket.write("b");
  await until(() => there?.text === "ab");
  const second = new Peer(proxy);
  second.socket.write("c");
  await until(() => heard.at(-1)?.text === "c");
  proxy.silence("both");
  // not even an end gets through
  there?.socket.destroy();
  peer.socket.write("d");
  proxy.heal();
  const third = new Peer(proxy);
  third.socket.write("e");
  await until(() => third.text === "e");
  expect([peer.text, peer.ended, second.text]).toEqual(["a", undefined, ""]);
});

test("a tunnel keeps everything back and then gives all of it; a server that is not there is told by a reset", async () => {
  await using proxy = await FaultProxy.start(behind);
  const peer = new Peer(proxy);
  proxy.hold(true);
  peer.socket.write("a");
  peer.socket.end("b");
  await until(() => proxy.taken === 1);
  expect(proxy.carried.up).toBe(0);
  proxy.hold(false);
  await until(() => peer.text === "ab" && peer.ended === "fin");
  proxy.refusing = true;
  const refused = new Peer(proxy);
  await until(() => refused.ended === "rst");
  proxy.heal();
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
  proxy.target = `http://127.0.0.1:${portOf(gone)}`;
  await new Promise((resolve) => gone.close(resolve));
  const lost = new Peer(proxy);
  await until(() => lost.ended === "rst");
});

test.each(["rst", "fin"] as const)("what is idle is ended by %s, also when that is set later", async (how) => {
  await using proxy = await FaultProxy.start(behind);
  const peer = new Peer(proxy);
  peer.socket.write("a");
  await until(() => peer.text === "a");
  proxy.idle = { after: 30, how };
  await until(() => peer.ended !== undefined && heard.at(-1)?.ended !== undefined);
  expect([peer.ended, heard.at(-1)?.ended]).toEqual([how, how]);
});

test("a byte now and then keeps a connection; one that was idle may also be forgotten without a word", async () => {
  await using proxy = await FaultProxy.start(behind);
  proxy.idle = { after: 300, how: "silence" };
  const peer = new Peer(proxy);
  for (let i = 0; i < 6; i++) {
    peer.socket.write(".");
    await Bun.sleep(70);
  }
  await until(() => peer.text === "......");
  await Bun.sleep(350);
  peer.socket.write("b");
  await Bun.sleep(20);
  expect([peer.text, peer.ended]).toEqual(["......", undefined]);
});

test("upgrades are refused and all else passes; answers are held until they end, but for what was upgraded", async () => {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request, self) {
      if (self.upgrade(request)) return undefined;
      if (request.method === "POST") return new Response(request.body);
      let left = 3;
      const pull = async (controller: ReadableStreamDefaultController): Promise<void> => {
        await Bun.sleep(10);
        controller.enqueue(`part ${left}\n`);
        left -= 1;
        if (left === 0) controller.close();
      };
      return new Response(request.url.endsWith("stream") ? new ReadableStream({ pull }) : "plain");
    },
    websocket: { message: (socket, message) => void socket.send(message) },
  });
  await using proxy = await FaultProxy.start(`http://127.0.0.1:${server.port}`);
  const socketTo = (url: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(url.replace("http", "ws"));
      socket.onopen = () => socket.send("hi");
      socket.onmessage = ({ data }) => {
        resolve(String(data));
        socket.close();
      };
      socket.onclose = () => resolve("refused");
    });
  const parts = async (): Promise<number> => {
    const { body } = await fetch(`${proxy.url}/stream`);
    let count = 0;
    for await (const _ of body ?? []) count += 1;
    return count;
  };
  expect(await socketTo(proxy.url)).toBe("hi");
  expect(await parts()).toBeGreaterThan(1);
  proxy.refuseUpgrades = 502;
  expect(await socketTo(proxy.url)).toBe("refused");
  const upgrade = { Upgrade: "websocket", Connection: "Upgrade" };
  expect((await fetch(proxy.url, { headers: upgrade })).status).toBe(502);
  proxy.buffering = true;
  proxy.refuseUpgrades = undefined;
  expect(await socketTo(proxy.url)).toBe("hi");
  const raw = new Peer(proxy);
  raw.socket.write("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  await until(() => raw.text.endsWith("0\r\n\r\n"));
  expect(raw.pieces).toBeLessThan(3);
  // one connection, whatever the length is told by
  for (const method of ["GET", "HEAD"]) expect((await fetch(proxy.url, { method })).status).toBe(200);
  expect(await (await fetch(proxy.url, { method: "POST", body: long })).text()).toBe(long);
  await server.stop(true);
});
