import type { Summary } from "@skein/protocol";
import { expect, test } from "bun:test";
import { marked } from "./summary.ts";

test("[MARK-4] a mark of somebody who has gone, told late, brings them back to nothing", () => {
  const summary: Summary = {
    ...{
      id: "g:lunch",
      kind: "group",
      members: 2,
      head: 5,
      at: 1,
      count: 5,
      read: 5,
      readCount: 5,
      delivered: 5,
      unread: 0,
    },
    marks: [{ user: "bob", read: 3, delivered: 4 }],
  };
  expect(marked(summary, { user: "cleo", read: 4, delivered: 4 }, "ann")).toBe(summary);
  expect(marked(summary, { user: "bob", read: 4, delivered: 4 }, "ann").marks).toEqual([
    { user: "bob", read: 4, delivered: 4 },
  ]);
  const larger = { ...summary, members: 3 };
  expect(marked(larger, { user: "cleo", read: 4, delivered: 4 }, "ann").marks).toHaveLength(2);
});
