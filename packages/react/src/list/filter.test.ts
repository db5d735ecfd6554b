import { expect, test } from "bun:test";
import { isShown, LIST_FILTERS } from "./filter.ts";

test("each filter shows what its name says, and saved messages are neither people nor groups", () => {
  const views = [
    { id: "ann", kind: "direct", peer: "ann", unread: 2 },
    { id: "self", kind: "direct", peer: "me", unread: 0 },
    { id: "geese", kind: "group", unread: 1 },
    { id: "quiet", kind: "group", unread: 0 },
  ] as const;
  const shown = LIST_FILTERS.map((filter) => views.filter((view) => isShown(view, filter, "me")).map(({ id }) => id));
  expect(shown).toEqual([["ann", "self", "geese", "quiet"], ["ann", "geese"], ["ann"], ["geese", "quiet"]]);
});
