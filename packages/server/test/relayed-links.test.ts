import { expect, test } from "bun:test";
import type { Transport } from "@skein/client";
import { longPollTransport, sseTransport } from "@skein/client/requests";
import { LINK_PATH } from "@skein/protocol";
import { LocalHub } from "../src/cluster/local.ts";
import { systemClock } from "../src/kit/clock.ts";
import { createLog } from "../src/kit/log.ts";
import { dialBy, type LinkRoom, linkRoom, roundRobin, until } from "./link-room.ts";

/* Each request goes to another node than the one before. */

const TRANSPORTS: readonly (readonly [string, Transport])[] = [
  ["sse", sseTransport],
  ["long-poll", longPollTransport],
];

interface Nodes extends AsyncDisposable {
  readonly rooms: readonly LinkRoom[];
  readonly url: string;
}

function nodes(): Nodes {
  const hub = new LocalHub(systemClock, createLog("silent"));
  const rooms = ["n1", "n2", "n3"].map((node) => linkRoom({ bus: hub.join(node) }));
  const between = roundRobin(...rooms.map(({ url }) => url));
  return {
    rooms,
    url: between.url,
    async [Symbol.asyncDispose]() {
      await between.stop();
      for (const room of rooms) await room[Symbol.asyncDispose]();
    },
  };
}

test.each(TRANSPORTS)(
  "[CARRY-8] over %s any node may take a request: nothing is lost, doubled or out of order",
  async (_, transport) => {
    await using three = nodes();
    const people = Array.from({ length: 4 }, () => dialBy(transport, three.url));
    for (const [i, one] of people.entries()) {
      await one.opened;
      one.send(`hello ${i}`);
    }
    const links = () => three.rooms.flatMap((room) => room.links);
    await until(() => links().length === people.length);
    const large = "雁🙂".repeat(60_000);
    const down = Array.from({ length: 100 }, (_, i) => (i === 50 ? large : `down ${i}`));
    const up = Array.from({ length: 100 }, (_, i) => `up ${i}`);
    for (let i = 0; i < 100; i++) {
      for (const one of people) one.send(up[i] ?? "");
      for (const { link } of links()) link.write(down[i] ?? "");
      if (i % 9 === 0) await Bun.sleep(1);
    }
    await until(() => people.every(({ told }) => told.length === 100));
    for (const { told } of people) expect(told).toEqual(down);
    await until(() => links().every(({ texts }) => texts.at(-1)?.endsWith("up 99")));
    for (const { texts } of links()) expect(texts.join("\n").split("\n").slice(1)).toEqual(up);
    // each node has some, and none but the one that has it holds a place for it
    expect(three.rooms.map(({ admission }) => admission.open).reduce((a, b) => a + b)).toBe(people.length);
    links()[0]?.link.close(4000, "drain");
    await Promise.race(people.map(({ closed }) => closed));
    for (const one of people) one.close();
    await until(() => links().every(({ code }) => code !== undefined));
  },
);

test("[CARRY-8] a link whose node is gone is not found within seconds, and whoever reads it through another node is let go", async () => {
  await using three = nodes();
  const [first, second] = three.rooms as [LinkRoom, LinkRoom];
  const opened = await fetch(`${first.url}${LINK_PATH}?wait=0`, { method: "POST", body: "hello" });
  const link = /"link":"([^"]+)"/.exec(await opened.text())?.[1] ?? "";
  const stream = await fetch(`${second.url}${LINK_PATH}/${link}?after=0`);
  first.links[0]?.link.write("word");
  await first[Symbol.asyncDispose]();
  expect(await stream.text()).toContain("data: word\n\n");
  expect((await fetch(`${second.url}${LINK_PATH}/${link}?after=1`)).status).toBe(404);
  expect((await fetch(`${second.url}${LINK_PATH}/${link}?n=2`, { method: "POST", body: "x" })).status).toBe(404);
}, 20_000);
