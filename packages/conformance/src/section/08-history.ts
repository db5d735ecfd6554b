import { LIMITS } from "@skein/protocol";
import { asked, type Section } from "../check.ts";
import { equal, like, refused, span } from "../expect.ts";
import { words } from "../stage.ts";
import { forwarding } from "./08-forwarding.ts";
import { mentions } from "./08-mentions.ts";
import { operations } from "./08-operations.ts";
import { pins } from "./08-pins.ts";
import { searching } from "./08-searching.ts";
import { threads } from "./08-threads.ts";
import { react, say } from "./talk.ts";

const HEAD = 40;

export const history: Section = {
  number: 8,
  title: "History",
  checks: [
    asked("[HIST-1][HIST-2][HIST-3] pages ascend, are dense, and leave out what they are cut at", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await Promise.all(span(2, HEAD).map((n) => ann.ask("message.send", words(conv, `${n}`))));
      const page = async (range: { before?: number; after?: number; limit?: number }) => {
        const { entries, head } = await bob.ask("message.list", { conv, ...range });
        equal(head, HEAD, "the head in a page");
        return entries.map(({ seq }) => seq);
      };
      const ranges: readonly (readonly [range: Parameters<typeof page>[0], seqs: number[]])[] = [
        [{ limit: 3 }, span(HEAD - 2, HEAD)],
        [{ before: 10, limit: 4 }, span(6, 9)],
        [{ after: 10, limit: 4 }, span(11, 14)],
        [{ before: 3 }, [1, 2]],
        [{ before: HEAD + 100, limit: 2 }, span(HEAD - 1, HEAD)],
        [{ after: HEAD }, []],
        [{ before: 1 }, []],
        [{ after: 0, limit: LIMITS.page }, span(1, HEAD)],
      ];
      for (const [range, seqs] of ranges) equal(await page(range), seqs, `the page ${JSON.stringify(range)}`);
      await refused(page({ before: 20, after: 10 }), "invalid", "a page with both bounds");
      await refused(page({ limit: LIMITS.page + 1 }), "invalid", "a page that is too long");
    }),
    asked("[HIST-4][HIST-5] entries come folded, with what was done to them and nothing else", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const [one, two] = [await say(ann, conv, "one"), await say(ann, conv, "two")];
      const done = await react(bob, conv, one, "👍");
      const { entries } = await bob.ask("message.get", { conv, seqs: [two, 99, one] });
      equal(
        entries.map(({ seq }) => seq),
        [one, two],
        "the entries that are there, ascending",
      );
      const reactions = [{ emoji: "👍", count: 1, mine: true, users: [bob.id] }];
      like(entries[0]?.fold, { upto: done.seq, reactions }, "the fold of what was reacted to");
      equal(entries[1]?.fold, undefined, "the fold of that to which nothing was done");
      const page = await ann.ask("message.list", { conv });
      like(page.entries[one - 1]?.fold, { upto: done.seq }, "the fold in a page");
    }),
    ...operations,
    ...forwarding,
    ...mentions,
    ...threads,
    ...pins,
    ...searching,
  ],
};
