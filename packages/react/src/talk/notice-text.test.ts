import { expect, test } from "bun:test";
import type { Item } from "@skein/client";
import { en } from "../text/en.ts";
import { formatsOf } from "../text/formats.ts";
import { zhCn } from "../text/zh-cn.ts";
import { noticeText } from "./notice-text.ts";

const names: Readonly<Record<string, string>> = { ann: "Ann", bob: "Bob", cho: "Cho", dov: "Dov", eve: "Eve" };

function tell(item: Pick<Item, "kind" | "body" | "from">, channel = false): readonly [string, string] {
  const line = { id: "1", seq: 1, at: 0, state: "sent", ...item } as Item;
  const reader = { me: "me", channel, nameOf: (id: string) => names[id] ?? "?" };
  const bare = (words: string): string => words.replace(/[\u2068\u2069]/g, "");
  return [
    bare(noticeText(line, { ...reader, texts: en, formats: formatsOf("en-GB") })),
    bare(noticeText(line, { ...reader, texts: zhCn, formats: formatsOf("zh-CN") })),
  ];
}

test("what happened in a group is told in both languages, with the reader as themselves", () => {
  expect(tell({ kind: "group.created", from: "me", body: { name: "G", users: [] } })).toEqual([
    "You created the group “G”",
    "你创建了群聊“G”",
  ]);
  expect(tell({ kind: "member.added", from: "ann", body: { users: ["me", "bob"] } })).toEqual([
    "Ann added you and Bob",
    "Ann邀请你、Bob加入了群聊",
  ]);
  expect(tell({ kind: "member.added", from: "ann", body: { users: ["me", "bob", "cho", "dov", "eve"] } })[0]).toBe(
    "Ann added you, Bob, Cho, and 2 others",
  );
  expect(tell({ kind: "member.role", from: "ann", body: { user: "bob", role: "admin" } })).toEqual([
    "Ann made Bob an admin",
    "Ann将Bob设为管理员",
  ]);
  expect(tell({ kind: "group.updated", from: "ann", body: { color: 3 } })[0]).toBe("Ann changed the group’s colour");
  expect(tell({ kind: "member.left", from: "bob", body: {} })).toEqual(["Bob left", "Bob退出了群聊"]);
});

test("what happened in a channel is not told of a group", () => {
  expect(tell({ kind: "group.created", from: "me", body: { name: "C", users: [] } }, true)).toEqual([
    "You created the channel “C”",
    "你创建了频道“C”",
  ]);
  expect(tell({ kind: "group.updated", from: "ann", body: { color: 3 } }, true)).toEqual([
    "Ann changed the channel’s colour",
    "Ann更换了频道的颜色",
  ]);
  expect(tell({ kind: "member.left", from: "bob", body: {} }, true)[1]).toBe("Bob退出了频道");
});

test("a kind of a later version says that it is not known", () => {
  const later = { kind: "poll.opened", from: "ann", body: {} } as unknown as Pick<Item, "kind" | "body" | "from">;
  expect(tell(later)[0]).toBe(en.talk.unknownKind);
});

test("a name cannot turn the sentence around it", () => {
  const item = { id: "1", seq: 1, at: 0, state: "sent", kind: "member.left", from: "x", body: {} } as Item;
  expect(noticeText(item, { me: "me", nameOf: () => "\u202eevil", texts: en, formats: formatsOf("en") })).toBe(
    "\u2068\u202eevil\u2069 left",
  );
});
