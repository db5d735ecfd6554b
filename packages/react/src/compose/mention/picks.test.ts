import { expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import type { Named } from "../../talk/mention/spans.ts";
import { mentionsIn } from "./picks.ts";

const ANN: Named = { name: "Ann", user: "ann" };
const WEI: Named = { name: "张伟", user: "wei" };
const ALL: Named = { name: "everyone" };

test("who was chosen and still stands in the text is mentioned, once", () => {
  expect(mentionsIn("hi", [ANN])).toBeUndefined();
  expect(mentionsIn("hi @Ann, and @Ann", [ANN, WEI])).toEqual({ users: ["ann"], names: ["Ann"] });
  expect(mentionsIn("**@Ann** `@张伟`", [ANN, WEI])).toEqual({ users: ["ann"], names: ["Ann"] });
  expect(mentionsIn("> @张伟\n- @everyone", [ANN, WEI, ALL])).toEqual({ users: ["wei"], names: ["张伟"], all: true });
});

test("an edit keeps whom the text still names, drops whom it no longer does, and keeps whom it never named", () => {
  const before = { text: "@Ann look", mentions: { users: ["ann", "bot"], all: true as const } };
  const picks = [ANN, WEI];
  expect(mentionsIn("@Ann, do look", picks, before)).toEqual({
    users: ["ann", "bot"],
    names: ["Ann", "bot"],
    all: true,
  });
  expect(mentionsIn("@张伟 look", picks, before)).toEqual({ users: ["wei", "bot"], names: ["张伟", "bot"], all: true });
  const shown = { text: "@everyone", mentions: { all: true as const } };
  expect(mentionsIn("nobody", [ALL], shown)).toBeUndefined();
});

test("of very many the first are mentioned", () => {
  const many = Array.from({ length: 10_000 }, (_, at): Named => ({ name: `p${at}x`, user: `u${at}` }));
  const text = many.slice(0, 200).map(({ name }) => `@${name}`);
  expect(mentionsIn(text.join(" "), many.slice(0, 200))?.users).toHaveLength(LIMITS.mentions);
});
