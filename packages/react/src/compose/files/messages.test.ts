import { expect, test } from "bun:test";
import type { Chosen } from "./chosen.ts";
import { movedBy } from "./chosen.ts";
import { messagesOf } from "./messages.ts";

let count = 0;
function chosen(kind: Chosen["kind"], name = `${kind}.bin`): Chosen {
  count += 1;
  return { key: `${count}`, kind, file: new File(["x"], name) };
}
const shape = (messages: ReturnType<typeof messagesOf>) =>
  messages.map(
    ({ kind, body }) => `${kind}${"items" in body ? ` ${body.items.length}` : ""}${"caption" in body ? " +" : ""}`,
  );

test("pictures and videos that follow each other are one message, files each their own, with one caption", () => {
  const visuals = (many: number): Chosen[] =>
    Array.from({ length: many }, (_, at) => chosen(at % 3 ? "image" : "video"));
  expect(shape(messagesOf([chosen("image")], " hi ", false))).toEqual(["image +"]);
  expect(shape(messagesOf([chosen("video")], "", false))).toEqual(["video"]);
  expect(shape(messagesOf(visuals(2), "hi", false))).toEqual(["album 2 +"]);
  expect(shape(messagesOf(visuals(31), "", false))).toEqual(["album 30", "video"]);
  expect(shape(messagesOf([chosen("file"), ...visuals(2), chosen("file")], "hi", false))).toEqual([
    "file +",
    "album 2",
    "file",
  ]);
  const originals = messagesOf(visuals(2), "hi", true);
  expect(shape(originals)).toEqual(["file +", "file"]);
  expect(originals.every(({ kind, body }) => kind === "file" && body.file.original === true)).toBe(true);
});

test("a poster bears the name of its video, and one moves by one", () => {
  const video = { ...chosen("video", "tide.in.webm"), poster: new Blob(["p"]), duration: 900, width: 4, height: 3 };
  expect(messagesOf([video], "", false)).toMatchObject([
    { kind: "video", body: { poster: { name: "tide.in.jpg", width: 4 }, duration: 900 } },
  ]);
  const [a, b, c] = [chosen("file"), chosen("file"), chosen("file")];
  expect(movedBy([a, b, c], c.key, -1)).toEqual([a, c, b]);
  expect(movedBy([a, b, c], a.key, -1)).toEqual([a, b, c]);
  expect(movedBy([a, b, c], c.key, 1)).toEqual([a, b, c]);
});
