import { expect, test } from "bun:test";
import { daysBetween, formatsOf } from "./formats.ts";

const at = (day: number, hour: number, minute = 0, month = 10, year = 2026): number =>
  new Date(year, month, day, hour, minute).getTime();
const now = at(23, 15);
const space = (words: string): string => words.replace(/\s/g, " ");

test.each([
  [at(23, 11, 5), "11:05 AM", "11:05"],
  [at(22, 23, 59), "Yesterday", "昨天"],
  [at(20, 12), "Fri", "周五"],
  [at(10, 12), "Nov 10", "11月10日"],
  [at(3, 12, 0, 1, 2025), "2/3/2025", "2025/2/3"],
])("a list tells the time as people say it (%p)", (when, english, chinese) => {
  expect(space(formatsOf("en").listTime(when, now))).toBe(english);
  expect(formatsOf("zh-CN").listTime(when, now)).toBe(chinese);
});

test.each([
  [at(23, 0, 1), "Today", "今天"],
  [at(22, 12), "Yesterday", "昨天"],
  [at(3, 12, 0, 1, 2025), "February 3, 2025", "2025年2月3日"],
])("days of a talk are named (%p)", (when, english, chinese) => {
  expect(formatsOf("en").day(when, now)).toBe(english);
  expect(formatsOf("zh-CN").day(when, now)).toBe(chinese);
});

test("a clock that runs ahead of this one still reads as now", () => {
  expect(formatsOf("en").ago(now + 5_000, now)).toBe("this minute");
  expect(formatsOf("en").ago(now - 5 * 60_000, now)).toBe("5 minutes ago");
  expect(formatsOf("zh-CN").ago(at(22, 1), now)).toBe("昨天");
});

test("days are counted by midnights, not by hours", () => {
  expect(daysBetween(at(22, 23, 59), at(23, 0, 1))).toBe(1);
  expect(daysBetween(at(23, 0, 1), at(23, 23, 59))).toBe(0);
});

test("how long, until when, and what is left are said as people say them", () => {
  const [en, zh] = [formatsOf("en-GB"), formatsOf("zh-CN")];
  expect([30_000, 90_000, 60_000, 7_200_000, 86_400_000].map(en.lasting)).toEqual([
    "30 seconds",
    "90 seconds",
    "1 minute",
    "2 hours",
    "1 day",
  ]);
  expect(zh.lasting(600_000)).toBe("10分钟");
  expect([9_000, 61_000, 3_600_000, 8_100].map(en.countdown)).toEqual(["0:09", "1:01", "1:00:00", "0:09"]);
  const now = new Date(2026, 10, 30, 9, 0).getTime();
  expect(en.until(now + 3_600_000, now)).toBe("10:00");
  expect(en.until(now + 86_400_000, now)).toBe("1 Dec 2026, 09:00");
  expect(en.until(Number.MAX_SAFE_INTEGER, now)).toBeUndefined();
});
