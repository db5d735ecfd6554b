import { afterAll, beforeAll, expect, test } from "bun:test";
import { direct } from "./fixture/talk.ts";
import { noise, Sender, sha256 } from "./fixture/upload.ts";
import { World } from "./fixture/world.ts";

let world: World;
let ann: Sender;
let bob: Sender;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
  [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
});
afterAll(() => world[Symbol.asyncDispose]());

test("bytes sent in parts come back as they were", async () => {
  const bytes = noise(300_000, "parts");
  const { upload = "" } = await ann.link.ask("file.begin", {
    name: "../../x/the plan.bin",
    size: bytes.length,
    sha256: sha256(bytes),
  });
  expect(await ann.patch(upload, 0, bytes.slice(0, 100_000))).toEqual({ status: 204, offset: 100_000 });
  expect(await ann.head(upload)).toEqual({ status: 200, offset: 100_000 });
  expect((await ann.patch(upload, 5, bytes.slice(5))).status).toBe(409);
  expect(await ann.patch(upload, 100_000, bytes.slice(100_000))).toEqual({ status: 204, offset: 300_000 });
  const { file } = await ann.link.ask("file.finish", { upload });
  expect(file).toMatchObject({ name: "the plan.bin", size: 300_000, type: "application/octet-stream" });
  expect((await ann.link.ask("file.finish", { upload })).file).toEqual(file);
  const got = await ann.get(file.id);
  expect(sha256(await got.bytes())).toBe(sha256(bytes));
  expect((await bob.get(file.id)).status).toBe(404);
  await ann.send(conv, file);
  expect(sha256(await (await bob.get(file.id)).bytes())).toBe(sha256(bytes));
});
