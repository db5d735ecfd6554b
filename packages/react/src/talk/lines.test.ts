import { expect, test } from "bun:test";
import type { Item } from "@skein/client";
import { linesOf } from "./lines.ts";

const noon = new Date(2026, 10, 23, 12).getTime();
const MINUTE = 60_000;

function said(seq: number, from: string, minutes: number): Item {
  return {
    id: String(seq),
    seq,
    from,
    at: noon + minutes * MINUTE,
    kind: "text",
    body: { text: `${seq}` },
    state: "sent",
    said: true,
  };
}

const shape = (items: Item[], readMark = 0, hasOlder = true): string[] =>
  linesOf({ items, hasOlder, readMark, me: "me" }).map((line) =>
    line.type === "message" ? `${line.first ? "(" : ""}${line.id}${line.last ? ")" : ""}` : line.type,
  );

test("messages of one sender within five minutes are one run", () => {
  expect(shape([said(1, "ann", 0), said(2, "ann", 4), said(3, "ann", 10), said(4, "bob", 11)])).toEqual([
    "day",
    "(1",
    "2)",
    "(3)",
    "(4)",
  ]);
});

test("a new day begins with its name and a new run", () => {
  expect(shape([said(1, "ann", 0), said(2, "ann", 24 * 60)])).toEqual(["day", "(1)", "day", "(2)"]);
});

test("the unread line stands before the first message of others after the mark, and splits the run", () => {
  expect(shape([said(1, "ann", 0), said(2, "ann", 1), said(3, "ann", 2)], 1)).toEqual([
    "day",
    "(1)",
    "unread",
    "(2",
    "3)",
  ]);
  expect(shape([said(1, "ann", 0), said(2, "me", 1)], 1)).toEqual(["day", "(1)", "(2)"]);
});

test("a talk of which nothing was read has no unread line", () => {
  expect(shape([said(1, "ann", 0)], 0)).toEqual(["day", "(1)"]);
});

test("a notice ends a run, and the first line of all is the beginning", () => {
  const left: Item = { id: "2", seq: 2, from: "bob", at: noon, kind: "member.left", body: {}, state: "sent" };
  expect(shape([said(1, "ann", 0), left, said(3, "ann", 1)], 0, false)).toEqual([
    "beginning",
    "day",
    "(1)",
    "notice",
    "(3)",
  ]);
});
