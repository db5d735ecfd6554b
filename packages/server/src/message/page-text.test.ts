import { expect, test } from "bun:test";
import { BETWEEN } from "../storage/entry-fields.ts";
import { pageText } from "./page-text.ts";

const lines = [5, 6, 7, 8].map((seq) => `"seq":${seq},"body":{"text":"} { ,"}`).join(BETWEEN);
const parsed = (skipped: number, additions: readonly (readonly [number, string])[]) =>
  (
    JSON.parse(`[{${pageText(lines, 5, skipped, new Map(additions))}}]`) as {
      seq: number;
      fold?: number;
      mine?: number;
    }[]
  ).map(({ seq, fold, mine }) => [seq, fold, mine]);

test("a page is passed on as it is, or without what stands before the reader's history", () => {
  expect(pageText(lines, 5, 0, new Map())).toBe(lines);
  expect(parsed(2, []).map(([seq]) => seq)).toEqual([7, 8]);
  expect(parsed(3, []).map(([seq]) => seq)).toEqual([8]);
});

test("what was done to entries stands at their end, in whatever order it is told, and only where the entry is there", () => {
  const two = ',"fold":1,"mine":2';
  expect(
    parsed(0, [
      [8, ',"fold":8'],
      [5, two],
      [6, ',"mine":6'],
    ]),
  ).toEqual([
    [5, 1, 2],
    [6, undefined, 6],
    [7, undefined, undefined],
    [8, 8, undefined],
  ]);
  expect(
    parsed(1, [
      [5, two],
      [7, ',"fold":7'],
      [4, two],
      [9, two],
      [12, two],
    ]),
  ).toEqual([
    [6, undefined, undefined],
    [7, 7, undefined],
    [8, undefined, undefined],
  ]);
});
