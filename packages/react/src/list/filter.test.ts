import { expect, test } from "bun:test";
import { folderFilter, folderOf, isShown, LIST_FILTERS } from "./filter.ts";

test("each filter shows what its name says, and saved messages are neither people nor groups", () => {
  const plain = { unread: 0, markedUnread: false, folders: [] };
  const views = [
    { ...plain, id: "ann", kind: "direct", peer: "ann", unread: 2 },
    { ...plain, id: "self", kind: "direct", peer: "me", folders: ["home"] },
    { ...plain, id: "geese", kind: "group", markedUnread: true, folders: ["work", "home"] },
    { ...plain, id: "quiet", kind: "group" },
  ] as const;
  const shown = LIST_FILTERS.map((filter) => views.filter((view) => isShown(view, filter, "me")).map(({ id }) => id));
  expect(shown).toEqual([["ann", "self", "geese", "quiet"], ["ann", "geese"], ["ann"], ["geese", "quiet"]]);
  const inFolder = views.filter((view) => isShown(view, folderFilter("home"), "me")).map(({ id }) => id);
  expect(inFolder).toEqual(["self", "geese"]);
  expect([folderOf(folderFilter("home")), folderOf("unread")]).toEqual(["home", undefined]);
});
