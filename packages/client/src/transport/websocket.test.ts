import { expect, test } from "bun:test";
import { socketUrl, webSocketTransport } from "./websocket.ts";

test("the socket lies under the base URL, by the same security", () => {
  expect(socketUrl("http://localhost:7300")).toBe("ws://localhost:7300/v1/socket");
  expect(socketUrl("https://chat.example.com/im/")).toBe("wss://chat.example.com/im/v1/socket");
});

test("without a WebSocket it says what to do", () => {
  const { WebSocket } = globalThis;
  Reflect.deleteProperty(globalThis, "WebSocket");
  try {
    expect(() => webSocketTransport()).toThrow("Node 20: the package `ws`");
  } finally {
    globalThis.WebSocket = WebSocket;
  }
});

const silent = { opened: () => undefined, message: () => undefined, closed: () => undefined };

test("messages go both ways, and each link tells once that it ended, and nothing after it was closed", async () => {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, self) => {
      const headers = { "sec-websocket-protocol": "skein.v1.json" };
      return self.upgrade(request, { headers }) ? undefined : new Response("no", { status: 400 });
    },
    websocket: {
      message(socket, message) {
        if (message === "bye") socket.close(4000, "drain");
        else socket.send(`heard ${String(message)}`);
      },
    },
  });
  const url = `http://127.0.0.1:${server.port}`;
  const run = (say: string, until: string): Promise<string[]> =>
    new Promise((resolve) => {
      const told: string[] = [];
      const tell = (what: string): void => {
        told.push(what);
        if (what === until) setImmediate(() => resolve(told));
      };
      const link = webSocketTransport()(url, {
        opened: () => {
          tell("opened");
          link.send(say);
        },
        message: (message) => {
          tell(message);
          if (say === "hi") link.close(1000, "enough");
        },
        closed: (code) => tell(`closed ${code}`),
      });
    });
  expect(await run("hi", "heard hi")).toEqual(["opened", "heard hi"]);
  expect(await run("bye", "closed 4000")).toEqual(["opened", "closed 4000"]);
  await server.stop(true);
  const refused = new Promise((resolve) => {
    webSocketTransport()(url, { ...silent, closed: resolve });
  });
  expect(await refused).toBe(1006);
});
