import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Entry } from "@skein/protocol";
import { direct, newKey, outcome } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
  [ann, bob] = await world.links("ann", "bob");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const send = (kind: string, body: object) => ann.ask("message.send", { conv, key: newKey(), kind, body } as never);
const sent = async (kind: string, body: object) => {
  const { seq } = await send(kind, body);
  return ((await bob.ask("message.get", { conv, seqs: [seq] })).entries[0] as Entry).body;
};

test("[KIND-1] a place is one on earth, and is kept as it was told", async () => {
  const place = { lat: 39.9954, lon: -116.1886, name: "香山", address: "买卖街 40 号" };
  expect(await sent("location", { ...place, more: 1 })).toEqual(place as never);
  expect(await sent("location", { lat: -90, lon: 180 })).toEqual({ lat: -90, lon: 180 } as never);
  const bad = [
    { lat: 90.01, lon: 0 },
    { lat: 0, lon: -180.5 },
    { lat: "1", lon: 2 },
    { lat: 1 },
    { ...place, name: "" },
  ];
  for (const body of bad) expect(await outcome(send("location", body))).toBe("invalid");
});

test("[KIND-2] a card is of somebody there is", async () => {
  expect(await sent("contact", { user: "bob" })).toEqual({ user: "bob" } as never);
  expect(await outcome(send("contact", { user: "nobody-here" }))).toBe("not_found");
  expect(await outcome(send("contact", { user: "../x" }))).toBe("invalid");
});

test("[SEND-7] a sticker is known by set and name", async () => {
  expect(await sent("sticker", { set: "geese", id: "hello" })).toEqual({ set: "geese", id: "hello" } as never);
  for (const body of [{ set: "geese" }, { set: "../", id: "x" }, { set: "a", id: "<svg>" }]) {
    expect(await outcome(send("sticker", body))).toBe("invalid");
  }
});

test("[KIND-3][KIND-4] a custom message is of a type that an admin registered, and fits it", async () => {
  const schema = {
    type: "object",
    properties: { number: { type: "integer", minimum: 1 }, note: { type: "string", maxLength: 20_000 } },
    required: ["number"],
    additionalProperties: false,
  };
  const type = { type: "shop.order", schema, texts: { en: "Order {number}", "zh-CN": "订单 {number}" } };
  expect(await outcome(ann.ask("kind.register", type))).toBe("forbidden");
  const boss = await admin();
  await boss.ask("kind.register", type);
  expect((await bob.ask("kind.list", {})).types).toEqual([type]);
  const body = { type: "shop.order", data: { number: 7 }, fallback: "Order 7" };
  expect(await sent("custom", { ...body, notice: true, texts: { en: "forged" } })).toEqual({
    ...body,
    texts: type.texts,
  } as never);
  for (const [change, error] of [
    [{ type: "shop.refund" }, "invalid"],
    [{ type: "Shop" }, "invalid"],
    [{ data: { number: 0 } }, "invalid"],
    [{ data: { number: 1, extra: true } }, "invalid"],
    [{ data: {} }, "invalid"],
    [{ fallback: " " }, "invalid"],
    [{ data: { number: 1, note: "x".repeat(17_000) } }, "too_large"],
  ] as const) {
    expect(await outcome(send("custom", { ...body, ...change }))).toBe(error);
  }
  for (const bad of [{ pattern: "(a+)+$" }, { $ref: "#" }, { type: "date" }, { properties: { x: [] } }]) {
    expect(await outcome(boss.ask("kind.register", { type: "shop.bad", schema: bad }))).toBe("invalid");
  }
  await boss.ask("kind.remove", { type: "shop.order" });
  expect(await outcome(send("custom", body))).toBe("invalid");
  expect(await outcome(boss.ask("kind.remove", { type: "shop.order" }))).toBe("not_found");
});

/** Somebody who may change the server. */
async function admin(): Promise<Linked> {
  const { account } = world.server;
  const user = await account.addPerson({ name: "Boss", role: "admin" });
  return world.link(user, { token: await account.makeToken(user, { name: "test", platform: "cli" }) });
}
