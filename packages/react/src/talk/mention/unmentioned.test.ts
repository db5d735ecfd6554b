import { expect, test } from "bun:test";
import { mentionAtFault, unmentioned } from "./unmentioned.ts";

test("the mention that was not taken is left out, the others stay", () => {
  expect(mentionAtFault({ path: "/body/mentions/users/12" })).toBe(12);
  expect(mentionAtFault({ path: "/body/mentions/all" })).toBe("all");
  for (const path of ["/body/text", "/body/mentions/names/1", undefined])
    expect(mentionAtFault({ ...(path && { path }) })).toBeUndefined();
  const body = { text: "hi", mentions: { users: ["a", "b"], names: ["A", "B"], all: true as const } };
  expect(unmentioned(body, 0)).toEqual({ text: "hi", mentions: { users: ["b"], names: ["B"], all: true } });
  expect(unmentioned(body, "all")).toEqual({ text: "hi", mentions: { users: ["a", "b"], names: ["A", "B"] } });
  expect(unmentioned({ text: "hi", mentions: { users: ["a"] } }, 0)).toEqual({ text: "hi" });
});
