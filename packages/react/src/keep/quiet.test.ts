import { FOREVER } from "@skein/protocol";
import { expect, test } from "bun:test";
import { isQuiet, quietUntil, unreadTotal } from "./quiet.ts";

const evening = new Date(2026, 9, 24, 22, 30).getTime();

test("each span ends when people would say so, also over the night in which clocks are set back", () => {
  expect(quietUntil("hour", evening) - evening).toBe(3_600_000);
  expect(quietUntil("hours", evening) - evening).toBe(8 * 3_600_000);
  expect(new Date(quietUntil("tomorrow", evening))).toEqual(new Date(2026, 9, 25, 8));
  expect(quietUntil("forever", evening)).toBe(FOREVER);
});

test("what is quiet counts in no total, and again when its time is over", () => {
  const views = [{ unread: 3 }, { unread: 4, quiet: evening + 1 }, { unread: 5, quiet: FOREVER }];
  expect(unreadTotal(views, evening)).toBe(3);
  expect(unreadTotal(views, evening + 1)).toBe(7);
  expect(isQuiet({ quiet: FOREVER }, evening + 1e12)).toBe(true);
});
