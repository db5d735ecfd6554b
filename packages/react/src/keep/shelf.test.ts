import { expect, test } from "bun:test";
import { callsForReader, onShelf } from "./shelf.ts";

test("a conversation stands in the list, in the archive, or in neither", () => {
  const views = [
    { id: "a", hidden: false, archived: false },
    { id: "b", hidden: false, archived: true },
    { id: "c", hidden: true, archived: false },
    { id: "d", hidden: true, archived: true },
  ];
  expect(onShelf(views, "list").map(({ id }) => id)).toEqual(["a"]);
  expect(onShelf(views, "archive").map(({ id }) => id)).toEqual(["b"]);
});

test("a mark of one's own calls as a message does", () => {
  expect([
    callsForReader({ unread: 0, markedUnread: false }),
    callsForReader({ unread: 0, markedUnread: true }),
    callsForReader({ unread: 2, markedUnread: false }),
  ]).toEqual([false, true, true]);
});
