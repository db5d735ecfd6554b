import { expect, test } from "bun:test";
import { EMOJI, findEmoji } from "./emoji.ts";

const all = Object.values(EMOJI).flat();

test("every emoji has names in both languages and stands there once", () => {
  for (const { sign, names } of all) {
    expect(
      names.some((name) => /^[a-z0-9 ]+$/.test(name)),
      sign,
    ).toBe(true);
    expect(
      names.some((name) => /\p{Script=Han}/u.test(name)),
      sign,
    ).toBe(true);
  }
  expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length);
});

test("emoji are found by English and Chinese names, whole names first", () => {
  expect(findEmoji("goose")[0]?.sign).toBe("🪿");
  expect(findEmoji("heart")[0]?.sign).toBe("❤️");
  expect(findEmoji("hea")[0]?.sign).toBe("❤️");
  expect(findEmoji("art").findIndex(({ sign }) => sign === "❤️")).toBeGreaterThan(0);
  expect(findEmoji("大雁")[0]?.sign).toBe("🪿");
  expect(findEmoji("Thank").map(({ sign }) => sign)).toContain("🙏");
  expect(findEmoji("nothing like this")).toEqual([]);
});
