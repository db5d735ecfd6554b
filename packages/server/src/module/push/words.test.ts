import { expect, test } from "bun:test";
import { KINDS, SENDABLE_KINDS } from "@skein/protocol/schema";
import { lineOf, tell, type Telling } from "./words.ts";

const said: Telling = {
  preview: "full",
  language: "en",
  server: "Skein",
  sender: "Bob",
  group: undefined,
  kind: "text",
  body: { text: "**Lunch** at\n\n12?" },
};

test.each([
  [{}, "Bob", "Lunch at 12?"],
  [{ group: "Team" }, "Team", "Bob: Lunch at 12?"],
  [{ group: "团队", language: "zh-CN" }, "团队", "Bob：Lunch at 12?"],
  [{ preview: "name" }, "Bob", "New message"],
  [{ preview: "name", group: "Team", language: "zh-CN" }, "Team", "有新消息"],
  [{ preview: "nothing", group: "Team" }, "Skein", "New message"],
  [{ sender: undefined, language: "zh-CN" }, "某人", "Lunch at 12?"],
  [{ kind: "poll", body: { question: "Tea?" } }, "Bob", "Poll: Tea?"],
  [{ kind: "poll", body: { question: "茶？" }, language: "zh-CN" }, "Bob", "[投票] 茶？"],
  [{ kind: "image", body: { file: {}, caption: "The **view**" } }, "Bob", "Photo: The view"],
  [{ kind: "file", body: { file: { name: "plan.pdf" } }, language: "zh-CN" }, "Bob", "[文件] plan.pdf"],
  [{ kind: "voice", body: { file: { name: "voice.webm" }, duration: 1 }, language: "zh-CN" }, "Bob", "[语音]"],
  [{ kind: "sticker", body: {} }, "Bob", "Sticker"],
  [{ kind: "location", body: { lat: 1, lon: 2 }, language: "zh-CN" }, "Bob", "[位置]"],
  [{ kind: "custom", body: { fallback: "An order" } }, "Bob", "An order"],
  [
    { kind: "custom", body: { fallback: "An order", texts: { "zh-CN": "一个订单" } }, language: "zh-CN" },
    "Bob",
    "一个订单",
  ],
  [{ kind: "from.the.future", body: {} }, "Bob", "New message"],
] as const)("[PUSH-7] %p is told as %s · %s", (some, title, body) => {
  expect(tell({ ...said, ...some })).toEqual({ title, body });
});

test("[PUSH-7] every kind that people send says what it is in both languages", () => {
  for (const kind of SENDABLE_KINDS) {
    expect(KINDS[kind].said.en).toMatch(/^[A-Z]/);
    expect(KINDS[kind].said["zh-CN"]).toMatch(/^\p{Script=Han}+$/u);
    expect(lineOf(kind, {}, "en").length).toBeGreaterThan(2);
  }
});

test("[PUSH-7] a long message is cut between characters", () => {
  const { body } = tell({ ...said, body: { text: "😀".repeat(500) } });
  expect(Array.from(body)).toHaveLength(200);
  expect(body.isWellFormed()).toBe(true);
});
