import { expect, test } from "bun:test";
import { closeSync, existsSync, openSync, readdirSync, statfsSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { LIMITS, type Result } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { photo } from "./fixture/picture.ts";
import { smallDisk } from "./fixture/small-disk.ts";
import { direct, newKey, outcome } from "./fixture/talk.ts";
import { noise, Sender, sha256 } from "./fixture/upload.ts";
import { World } from "./fixture/world.ts";

/** All that lies on the disk, by name. */
function lying(world: World): string[] {
  const folder = join(world.data, "files");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
}

/** Over a request: links are closed for their silence when much time passes. */
async function usedBy(world: World, user: string): Promise<number> {
  const answer = await world.post("file.limits", {}, { Authorization: `Bearer ${world.token(user)}` });
  return ((await answer.json()) as Result<"file.limits">).used;
}

test("[FILE-13] what nobody has any use of goes, and its room with it; what is in a message stays", async () => {
  const clock = new HandClock();
  await using world = await World.start({}, { clock });
  let [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
  /** Until the sweep has come by, which rests between two times. */
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (; !(await holds()); await new Promise(setImmediate)) clock.advance(600_000);
    [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
  };
  const conv = direct("ann", "bob");
  const sent = await ann.file(await photo(700, 500), { name: "sent.jpg" });
  const { seq } = await ann.send(conv, sent);
  const same = noise(3_000, "same");
  const kept = await ann.file(same, { name: "kept" });
  await ann.send(conv, kept);
  // the same content once more, in no message; and one that only ever was one's own
  const twice = await bob.file(same, { name: "twice" });
  const unused = await ann.file(noise(2_000, "unused"), { name: "unused" });
  const { upload = "" } = await ann.link.ask("file.begin", { name: "open", size: 5_000 });
  await ann.patch(upload, 0, noise(1_000, "open"));
  const before = lying(world);
  // each content once: three, a smaller copy of one, an upload; the photo as it came is gone or goes
  clock.advance(LIMITS.fileUnused / 2);
  expect(await usedBy(world, "bob")).toBe(twice.size);
  const left = sent.size + kept.size;
  await until(async () => (await usedBy(world, "bob")) === 0 && (await usedBy(world, "ann")) === left);
  expect((await ann.get(unused.id)).status).toBe(404);
  expect((await ann.head(upload)).status).toBe(404);
  expect(sha256(await (await bob.get(kept.id)).bytes())).toBe(sha256(same));
  expect((await bob.get(sent.id, {}, "?size=s")).status).toBe(200);
  await until(() => Promise.resolve(lying(world).length === 3));
  expect(before.length).toBeGreaterThan(4);

  await ann.link.ask("message.recall", { conv, seq, key: newKey() });
  await until(async () => (await usedBy(world, "ann")) === kept.size && lying(world).length === 1);
}, 30_000);

test("[FILE-4] what one process saw all of is hashed as it comes, and not read once more; what went on after a restart is read", async () => {
  await using world = await World.alone();
  /** Changes a byte behind the back of the server, in what it has of the upload. */
  const spoil = (folder: string, size: number): void => {
    const path = readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .find((at) => statSync(at).size === size);
    const file = openSync(path ?? "", "r+");
    writeSync(file, "!", size - 1);
    closeSync(file);
  };
  const sent = async (seed: string, meanwhile: () => Promise<void>) => {
    const bytes = noise(200_000, seed);
    const asked = { name: seed, size: bytes.length, sha256: sha256(bytes) };
    const { upload = "" } = await (await Sender.of(world, "ann")).link.ask("file.begin", asked);
    await (await Sender.of(world, "ann")).patch(upload, 0, bytes.slice(0, 70_000));
    await meanwhile();
    const ann = await Sender.of(world, "ann");
    await ann.patch(upload, 70_000, bytes.slice(70_000));
    spoil(join(world.data, "files"), bytes.length);
    return outcome(ann.link.ask("file.finish", { upload }));
  };
  expect(await sent("in one life", () => Promise.resolve())).toBe("ok");
  expect(await sent("in two lives", () => world.restart())).toBe("content_differs");
});

test("[FILE-3] where the disk is full an upload says so, keeps what came, and goes on once there is room", async () => {
  await using disk = await smallDisk(3);
  if (!disk) return;
  await using world = await World.alone({ files: { folder: disk.path } });
  const ann = await Sender.of(world, "ann");
  const bytes = noise(2_000_000, "full");
  const first = await ann.file(bytes, { name: "first" });
  const other = noise(2_000_000, "other");
  const { upload = "" } = await ann.link.ask("file.begin", { name: "b", size: other.length, sha256: sha256(other) });
  expect((await ann.patch(upload, 0, other)).status).toBe(507);
  const { offset } = await ann.head(upload);
  expect(offset).toBeLessThan(other.length);
  // the last of it is left to the database
  const { bavail, blocks } = statfsSync(disk.path);
  expect(bavail).toBeGreaterThanOrEqual(Math.floor(blocks / 20));
  expect(sha256(await (await ann.get(first.id)).bytes())).toBe(sha256(bytes));
  Bun.spawnSync(["mount", "-o", "remount,size=8m", disk.path]);
  expect((await ann.patch(upload, offset, other.slice(offset))).status).toBe(204);
  const { file } = await ann.link.ask("file.finish", { upload });
  expect(sha256(await (await ann.get(file.id)).bytes())).toBe(sha256(other));
});
