import { describe, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { type Transport, webSocketTransport } from "@skein/client";
import { longPollTransport, sseTransport } from "@skein/client/requests";
import { dialBy, linkRoom, until } from "./link-room.ts";

/* One suite for whatever carries a link, over real sockets. */

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  websocket: webSocketTransport(),
  sse: sseTransport,
  "long-poll": longPollTransport,
};

describe.each(Object.keys(TRANSPORTS))("a link over %s", (carrier) => {
  const transport = TRANSPORTS[carrier] as Transport;

  test("[CARRY-1][CARRY-2][CARRY-3] messages go both ways, each once and in order, and the server knows what carries it", async () => {
    await using room = linkRoom();
    const ann = dialBy(transport, room.url);
    await ann.opened;
    ann.send("hello");
    await until(() => room.links[0]?.texts.length === 1);
    const [heard] = room.links;
    const up = Array.from({ length: 300 }, (_, i) => `up ${i}`);
    const down = Array.from({ length: 300 }, (_, i) => `down ${i}\n{"second":"行 ${i} 🙂"}`);
    for (let i = 0; i < 300; i++) {
      ann.send(up[i] ?? "");
      heard?.link.write(down[i] ?? "");
      if (i % 7 === 0) await Bun.sleep(0);
    }
    await until(() => heard?.texts.at(-1)?.endsWith("up 299") === true && ann.told.length === 300);
    expect(heard?.texts.join("\n").split("\n")).toEqual(["hello", ...up]);
    expect(ann.told).toEqual(down);
    expect(heard?.link.carrier).toBe(carrier as never);
    expect(heard?.link.address).toBe("127.0.0.1");
    expect(room.admission.open).toBe(1);
    ann.close();
    await until(() => heard?.code !== undefined);
    expect(heard?.code).toBe(1000);
    expect(room.admission.open).toBe(0);
  });

  test("[CARRY-5] the server's close arrives with its code and its reason, behind all that was said before", async () => {
    await using room = linkRoom();
    const ann = dialBy(transport, room.url);
    await ann.opened;
    ann.send("hello");
    await until(() => room.links.length === 1);
    const [heard] = room.links;
    for (let i = 0; i < 20; i++) heard?.link.write(`word ${i}`);
    heard?.link.close(4003, "flood");
    heard?.link.close(4006, "not said any more");
    expect(await ann.closed).toEqual({ code: 4003, reason: "flood" });
    expect(ann.told).toHaveLength(20);
    await until(() => heard?.code !== undefined);
    expect(heard?.code).toBe(4003);
    expect(room.traffic.closes.of("flood")).toBe(1);
  });

  test("a message of a megabyte arrives whole, and what is behind is told and drained", async () => {
    await using room = linkRoom();
    const ann = dialBy(transport, room.url);
    await ann.opened;
    ann.send("hello");
    await until(() => room.links.length === 1);
    const [heard] = room.links;
    const large = JSON.stringify({ text: "雁🙂".repeat(200_000) });
    heard?.link.write(large);
    await until(() => ann.told.length === 1);
    expect(ann.told[0] === large).toBe(true);
    // the same again and again: whoever is behind is waited for
    let sent = 1;
    for (let i = 0; i < 20; i++) {
      const before = heard?.drains ?? 0;
      sent += 1;
      if (heard?.link.write(large) === false) await until(() => (heard?.drains ?? 0) > before);
    }
    await until(() => ann.told.length === sent);
    expect(ann.told.every((one) => one === large)).toBe(true);
  });

  test("what is larger than a frame may be ends the link, and nobody else's", async () => {
    await using room = linkRoom();
    const [ann, bob] = [dialBy(transport, room.url), dialBy(transport, room.url)];
    for (const one of [ann, bob]) {
      await one.opened;
      one.send("hello");
    }
    await until(() => room.links.length === 2);
    ann.send("x".repeat(LIMITS.frame + 1));
    expect((await ann.closed).code).toBeOneOf([1006, 1009]);
    await until(() => room.links.some(({ code }) => code !== undefined));
    bob.send("still here");
    await until(() => room.links.some(({ texts }) => texts.includes("still here")));
    bob.close();
  });

  test("a server that is not there is told as 1006", async () => {
    const room = linkRoom();
    const { url } = room;
    await room[Symbol.asyncDispose]();
    const ann = dialBy(transport, url);
    ann.opened.then(
      () => ann.send("hello"),
      () => undefined,
    );
    expect((await ann.closed).code).toBe(1006);
  });
});

test.each([
  ["sse", sseTransport],
  ["long-poll", longPollTransport],
] as const)(
  "[CARRY-7] over %s a server that is full is told as such, so that no other way is tried at the same door",
  async (_, transport) => {
    await using room = linkRoom({ connections: 1 });
    const first = dialBy(transport, room.url);
    await first.opened;
    first.send("hello");
    await until(() => room.admission.open === 1);
    const second = dialBy(transport, room.url);
    await second.opened;
    second.send("hello");
    expect((await second.closed).code).toBe(4005);
    first.close();
  },
);
