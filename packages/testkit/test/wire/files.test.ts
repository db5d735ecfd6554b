import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { direct, outcome } from "./fixture/talk.ts";
import { noise, Sender, sha256 } from "./fixture/upload.ts";
import { World } from "./fixture/world.ts";

const KB = 1_024;
const LARGEST = 600 * KB;
const QUOTA = 1_000 * KB;

let world: World;
let ann: Sender;
let bob: Sender;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start({ files: { largest: LARGEST, quota: QUOTA } });
  [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
});
afterAll(() => world[Symbol.asyncDispose]());

const begun = async (by: Sender, bytes: Uint8Array, more: object = {}) => {
  const { upload = "" } = await by.link.ask("file.begin", { name: "a.bin", size: bytes.length, ...more });
  return upload;
};
const finish = (by: Sender, upload: string) => by.link.ask("file.finish", { upload });

test("[FILE-3][FILE-4] bytes sent in parts, to one node after the other, come back as they were", async () => {
  const bytes = noise(300_000, "parts");
  const upload = await begun(ann, bytes, { sha256: sha256(bytes), type: "image/png", name: "a.png" });
  expect(await ann.patch(upload, 0, bytes.slice(0, 100_000))).toEqual({ status: 204, offset: 100_000 });
  expect(await ann.head(upload)).toEqual({ status: 200, offset: 100_000 });
  expect(await outcome(finish(ann, upload))).toBe("upload_unfinished");
  expect(await ann.patch(upload, 100_000, bytes.slice(100_000))).toEqual({ status: 204, offset: 300_000 });
  const [{ file }, again] = await Promise.all([finish(ann, upload), finish(ann, upload)]);
  // the type is what is in it
  expect(file).toEqual({ id: file.id, name: "a.png", size: 300_000, type: "application/octet-stream" });
  expect(again.file).toEqual(file);
  expect((await finish(ann, upload)).file).toEqual(file);
  expect(await outcome(finish(bob, upload))).toBe("not_found");
  expect(sha256(await (await ann.get(file.id)).bytes())).toBe(sha256(bytes));
});

test("[FILE-3] a request that is cut at any byte is gone on with; offsets that lie change nothing", async () => {
  const bytes = noise(200_000, "cut");
  const upload = await begun(ann, bytes, { sha256: sha256(bytes) });
  for (const cut of [1, 7, 65_537, 131_071]) {
    const { offset } = await ann.head(upload);
    await ann.cut(upload, offset, bytes.slice(offset, offset + cut), bytes.length - offset);
    const came = (await ann.head(upload)).offset - offset;
    expect(came >= 0 && came <= cut).toBeTrue();
    expect((await ann.patch(upload, offset + 200_001, "x")).status).toBe(409);
  }
  const { offset } = await ann.head(upload);
  expect((await ann.patch(upload, offset, noise(bytes.length + 1, "too much"))).status).toBe(413);
  const now = await ann.head(upload);
  expect((await ann.patch(upload, now.offset, bytes.slice(now.offset))).offset).toBe(bytes.length);
  expect(sha256(await (await ann.get((await finish(ann, upload)).file.id)).bytes())).toBe(sha256(bytes));
});

test("[FILE-3] two who send to one upload at once do not mix", async () => {
  const bytes = noise(400_000, "both");
  const upload = await begun(ann, bytes, { sha256: sha256(bytes) });
  const answers = await Promise.all([ann.patch(upload, 0, bytes), ann.patch(upload, 0, bytes)]);
  expect(answers.some(({ status }) => status === 204)).toBeTrue();
  expect(answers.every(({ status }) => [204, 409, 423].includes(status))).toBeTrue();
  expect((await finish(ann, upload)).file.size).toBe(bytes.length);
});

test("[FILE-3] an upload is nobody else's, and its sender may give it up", async () => {
  const bytes = noise(10, "mine");
  const upload = await begun(ann, bytes);
  expect([(await bob.head(upload)).status, (await bob.patch(upload, 0, bytes)).status]).toEqual([404, 404]);
  const url = `${world.http}/v1/uploads/${upload}`;
  expect((await fetch(url, { method: "PATCH", body: bytes })).status).toBe(401);
  const remove = { method: "DELETE", headers: ann.headers({ "Tus-Resumable": "1.0.0" }) };
  const { used } = await ann.link.ask("file.limits", {});
  expect((await fetch(url, remove)).status).toBe(204);
  expect((await ann.head(upload)).status).toBe(404);
  expect((await ann.link.ask("file.limits", {})).used).toBe(used - bytes.length);
  expect((await fetch(`${world.http}/v1/uploads/..%2F..%2Fskein.db`, remove)).status).toBe(404);
});

test("[FILE-4] what is not what was announced becomes no file", async () => {
  const bytes = noise(1_000, "announced");
  const upload = await begun(ann, bytes, { sha256: sha256(noise(1_000, "other")) });
  await ann.patch(upload, 0, bytes);
  expect(await outcome(finish(ann, upload))).toBe("content_differs");
  expect((await ann.head(upload)).status).toBe(404);
  expect((await ann.file(new Uint8Array(0), { name: "empty" })).size).toBe(0);
});

test("[FILE-1] what one may read is there at once; what others have is not told", async () => {
  const bytes = noise(50_000, "known");
  const asked = { name: "b.bin", size: bytes.length, sha256: sha256(bytes) };
  const file = await ann.file(bytes, asked);
  const { file: again } = await ann.link.ask("file.begin", { ...asked, name: "twice.bin" });
  expect(again).toMatchObject({ name: "twice.bin", size: bytes.length });
  expect(Object.keys(await bob.link.ask("file.begin", asked)).toSorted()).toEqual(["expires", "path", "upload"]);
  await ann.send(conv, file);
  const { file: his } = await bob.link.ask("file.begin", asked);
  expect(his?.id).not.toBe(file.id);
  expect(sha256(await (await bob.get(his?.id ?? "")).bytes())).toBe(sha256(bytes));
});

test("[FILE-2] what is too much is refused before it is sent, uploads that are open included", async () => {
  const cleo = await Sender.of(world, "cleo");
  const limits = await cleo.link.ask("file.limits", {});
  expect(limits).toMatchObject({ largest: LARGEST, quota: QUOTA, used: 0, uploads: LIMITS.uploads });
  const ask = (size: number) => cleo.link.ask("file.begin", { name: "c", size });
  expect(await outcome(ask(LARGEST + 1))).toBe("too_large");
  await ask(LARGEST);
  expect(await outcome(ask(LARGEST))).toBe("quota_full");
  expect(await outcome(Promise.all(Array.from({ length: LIMITS.uploads }, () => ask(0))))).toBe("too_many");
});

test("[FILE-2] names are plain, whatever they were", async () => {
  const names: [string, string][] = [
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ann\\plan.pdf", "plan.pdf"],
    ["photo\u202Egnp.exe", "photognp.exe"],
    ["a\u0007b\r\nc\u200b.txt", "abc.txt"],
    ["...", "file"],
    ["CON.txt", "_CON.txt"],
    ["雁书 计划.docx", "雁书 计划.docx"],
    ["half \ud800.txt".toWellFormed(), "half \ufffd.txt"],
  ];
  for (const [given, kept] of names) expect((await ann.file(new Uint8Array(0), { name: given })).name).toBe(kept);
  const long = (await ann.file(new Uint8Array(0), { name: `${"长".repeat(30_000)}.pdf` })).name;
  expect([Array.from(long).length, long.endsWith("….pdf")]).toEqual([LIMITS.fileName, true]);
  expect(await outcome(ann.link.ask("file.begin", { name: "x".repeat(100_000), size: 0 }))).toBe("invalid");
});
