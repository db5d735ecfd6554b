import { expect, test } from "bun:test";
import { dayOf, inMonth, moved, weekStart, weeksOf } from "./month.ts";

const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime();
const dates = (weeks: readonly (readonly number[])[]): number[][] =>
  weeks.map((week) => week.map((at) => new Date(at).getDate()));

test("a month is whole weeks, beginning with the day that weeks begin with", () => {
  expect(dates(weeksOf(day(2026, 2, 10), 1))).toEqual([
    [26, 27, 28, 29, 30, 31, 1],
    [2, 3, 4, 5, 6, 7, 8],
    [9, 10, 11, 12, 13, 14, 15],
    [16, 17, 18, 19, 20, 21, 22],
    [23, 24, 25, 26, 27, 28, 1],
  ]);
  expect(dates(weeksOf(day(2026, 2, 10), 7))[0]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(weekStart("en-US")).toBe(7);
  expect(weekStart("zh-CN")).toBeOneOf([1, 7]);
  expect(weekStart("de")).toBe(1);
});

test("days move by the calendar: over months, years, and hours that a clock skips", () => {
  expect(moved(day(2025, 12, 31), { days: 1 })).toBe(day(2026, 1, 1));
  expect(moved(day(2026, 1, 31), { months: 1 })).toBe(day(2026, 2, 28));
  expect(moved(day(2026, 3, 31), { months: -1 })).toBe(day(2026, 2, 28));
  for (let at = 0; at < 400; at += 1) expect(new Date(moved(day(2026, 1, 1), { days: at })).getHours()).toBe(0);
  expect(inMonth(day(2024, 2, 29), 2023, 1)).toBe(day(2023, 2, 28));
  expect(dayOf(day(2026, 5, 5) + 3_600_000)).toBe(day(2026, 5, 5));
});
