import { expect, test } from "bun:test";
import type { LinkEnd } from "@skein/client/lab";
import { breaksOf, toldEnds } from "./breaks.ts";

const end = (by: LinkEnd["by"], reason: string, code = 1000): LinkEnd => ({
  ...{ at: 0, way: "websocket", lasted: 0 },
  ...{ by, reason, code },
});

test("a link that the page itself closed as nobody needs it any more is no break, whatever else ended is told", () => {
  const ends = [
    end("here", "closed"),
    end("here", "another way"),
    end("here", "a better way"),
    end("here", "silent"),
    end("there", "closed"),
    end("there", "", 1006),
  ];
  expect(toldEnds(ends).map(({ by, reason }) => `${by} ${reason}`)).toEqual([
    "here a better way",
    "here silent",
    "there closed",
    "there ",
  ]);
  expect(breaksOf(ends)).toHaveLength(3);
});
