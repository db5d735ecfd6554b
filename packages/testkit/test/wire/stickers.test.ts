import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Bodies, Entry } from "@skein/protocol";
import { LIMITS } from "@skein/protocol";
import { direct, newKey, outcome } from "./fixture/talk.ts";
import { Sender } from "./fixture/upload.ts";
import { World } from "./fixture/world.ts";

let world: World;
let ann: Sender;
let bob: Sender;
const conv = direct("ann", "bob");

/** A PNG of one pixel of its own colour. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const picture = (sender: Sender, name = "goose.png") => sender.file(new Uint8Array(PIXEL), { name, type: "image/png" });

beforeAll(async () => {
  world = await World.start();
  [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
});
afterAll(() => world[Symbol.asyncDispose]());

const sent = async (by: Sender, body: Bodies["sticker"]): Promise<{ seq: number; body: Bodies["sticker"] }> => {
  const { seq } = await by.link.ask("message.send", { conv, key: newKey(), kind: "sticker", body });
  const { entries } = await bob.link.ask("message.get", { conv, seqs: [seq] });
  return { seq, body: (entries[0] as Entry).body as Bodies["sticker"] };
};

test("[STICKER-1][STICKER-2] a pack is made once, changed by its maker alone, and holds pictures that they may read", async () => {
  const key = newKey();
  const pack = await ann.link.ask("sticker.create", { key, name: "Geese" });
  expect(pack).toMatchObject({ name: "Geese", mine: true, kept: true, stickers: [] });
  expect(await ann.link.ask("sticker.create", { key, name: "Geese" })).toEqual(pack);
  const file = await picture(ann);
  const { stickers } = await ann.link.ask("sticker.add", { pack: pack.id, file: file.id, emoji: "🪿" });
  expect(stickers).toEqual([{ id: stickers[0]?.id ?? "", file, emoji: "🪿" }]);
  const again = await ann.link.ask("sticker.add", { pack: pack.id, file: file.id, emoji: "👋" });
  expect(again.stickers).toEqual([{ ...stickers[0], id: stickers[0]?.id ?? "", file, emoji: "👋" }]);

  const text = await ann.file(new TextEncoder().encode("no picture"), { name: "x.txt" });
  const add = (by: Sender, id: string) => outcome(by.link.ask("sticker.add", { pack: pack.id, file: id }));
  expect(await add(ann, text.id)).toBe("not_found");
  expect(await add(ann, (await bob.file(new Uint8Array([1, 2, 3]))).id)).toBe("not_found");
  expect(await add(bob, file.id)).toBe("forbidden");
  expect(await outcome(bob.link.ask("sticker.rename", { pack: pack.id, name: "Mine" }))).toBe("forbidden");
  expect(await outcome(bob.link.ask("sticker.remove", { pack: pack.id, sticker: stickers[0]?.id ?? "" }))).toBe(
    "forbidden",
  );
  expect(await outcome(ann.link.ask("sticker.remove", { pack: pack.id, sticker: "no-such" }))).toBe("not_found");
  expect(await outcome(ann.link.ask("sticker.pack", { pack: "no-such" }))).toBe("not_found");
  expect(await outcome(ann.link.ask("sticker.keep", { pack: "no-such", on: true }))).toBe("not_found");
  await ann.link.ask("sticker.rename", { pack: pack.id, name: "Wild geese" });
  expect((await bob.link.ask("sticker.pack", { pack: pack.id })).name).toBe("Wild geese");
});

test("[STICKER-1] nobody makes packs without end, whatever comes at once", async () => {
  const eve = await Sender.of(world, "eve");
  const make = () => outcome(eve.link.ask("sticker.create", { key: newKey(), name: "one more" }));
  const made = await Promise.all(Array.from({ length: LIMITS.packs + 5 }, make));
  expect(made.filter((one) => one === "ok")).toHaveLength(LIMITS.packs);
  expect(new Set(made)).toEqual(new Set(["ok", "too_many"]));
});

test("[STICKER-3][STICKER-4] a message brings the picture of a pack that its sender has, and keeps it when the pack is gone", async () => {
  const { id: pack } = await ann.link.ask("sticker.create", { key: newKey(), name: "For Bob" });
  const file = await picture(ann, "for-bob.png");
  const { stickers } = await ann.link.ask("sticker.add", { pack, file: file.id, emoji: "🪿" });
  const said = { set: pack, id: stickers[0]?.id ?? "" };
  const message = { conv, key: newKey(), kind: "sticker" as const, body: said };
  const first = await ann.link.ask("message.send", message);
  expect(await ann.link.ask("message.send", message)).toEqual(first);
  const { seq, body } = await sent(ann, { ...said, file: { ...file, id: "0000000000000000" }, emoji: "😈" });
  expect(body).toEqual({ ...said, file, emoji: "🪿" });
  expect((await bob.get(file.id)).status).toBe(200);

  // who has not kept the pack sends its name alone; who keeps it has it all
  expect((await sent(bob, { ...said, file })).body).toEqual(said);
  const look = await bob.link.ask("sticker.pack", { pack });
  expect(look).toMatchObject({ mine: false, kept: false, stickers: [{ file }] });
  await bob.link.ask("sticker.keep", { pack, on: true });
  expect((await bob.link.ask("sticker.packs", {})).packs.map(({ id }) => id)).toEqual([pack]);
  expect((await sent(bob, said)).body).toEqual({ ...said, file, emoji: "🪿" });

  // gone for everybody; what was said stays, is said again elsewhere, and may be fetched
  await ann.link.ask("sticker.keep", { pack, on: false });
  expect((await bob.link.ask("sticker.packs", {})).packs).toEqual([]);
  expect(await outcome(bob.link.ask("sticker.pack", { pack }))).toBe("not_found");
  expect((await bob.get(file.id)).status).toBe(200);
  const { places } = await bob.link.ask("message.forward", {
    conv,
    key: newKey(),
    seqs: [seq],
    to: [conv],
    merged: false,
  });
  const { entries } = await ann.link.ask("message.get", { conv, seqs: places[0]?.seqs ?? [] });
  expect((entries[0] as Entry).body).toMatchObject({ ...said, file, emoji: "🪿" });
  expect((await sent(ann, { set: "geese", id: "hello" })).body).toEqual({ set: "geese", id: "hello" });
});
