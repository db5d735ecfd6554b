import { expect, test } from "bun:test";
import { BLANK, faultOf, pollOf, withMore, without, withOption } from "./poll-draft.ts";

const NOW = Date.UTC(2026, 0, 5);

test("a poll is sent without its empty options, and not before it is whole", () => {
  expect(faultOf(BLANK, NOW)).toBe("blank");
  const asked = { ...withMore(withOption(withOption(BLANK, 0, " Here "), 1, "There")), question: " Where? " };
  expect(faultOf(asked, NOW)).toBeUndefined();
  expect(pollOf(asked)).toEqual({ question: "Where?", options: ["Here", "There"] });
  expect(faultOf(withOption(asked, 2, "There "), NOW)).toBe("same");
  expect(faultOf(without(asked, 0), NOW)).toBe("blank");
});

test("a poll closes at a time that is to come", () => {
  const asked = { ...withOption(withOption(BLANK, 0, "a"), 1, "b"), question: "?", anonymous: true, multiple: true };
  expect(faultOf({ ...asked, closesAt: "2020-01-01T00:00" }, NOW)).toBe("past");
  expect(faultOf({ ...asked, closesAt: "soon" }, NOW)).toBe("past");
  const later = { ...asked, closesAt: "2030-01-01T00:00" };
  expect(faultOf(later, NOW)).toBeUndefined();
  expect(pollOf(later)).toMatchObject({
    anonymous: true,
    multiple: true,
    closesAt: new Date(later.closesAt).getTime(),
  });
});
