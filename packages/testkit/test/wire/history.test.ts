import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { direct, groupOf, outcome, upTo, wholeLog, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

let world: World;
let ann: Linked;
let bob: Linked;
const conv = direct("ann", "bob");
const HEAD = 230;

beforeAll(async () => {
  world = await World.start();
  [ann, bob] = await world.links("ann", "bob");
  await Promise.all(upTo(HEAD).map((n) => ann.ask("message.send", words(conv, `${n}`))));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const page = async (range: { before?: number; after?: number; limit?: number }) => {
  const { entries, head } = await bob.ask("message.list", { conv, ...range });
  return { seqs: entries.map(({ seq }) => seq), head };
};
/** from … to, both included. */
const span = (from: number, to: number) => upTo(HEAD + 10).slice(from - 1, to);

test("[HIST-1] a page is ascending and dense, wherever it is cut, and says what was said", async () => {
  for (const range of [
    { limit: 7 },
    { before: 100, limit: 30 },
    { after: 100, limit: 30 },
    { before: 3 },
    { after: HEAD - 2 },
  ]) {
    const { entries } = await bob.ask("message.list", { conv, ...range });
    expect(entries.length).toBeGreaterThan(0);
    const first = entries[0]?.seq ?? 0;
    expect(entries.map(({ seq }) => seq)).toEqual(span(first, first + entries.length - 1));
    for (const { seq, body, from, count } of entries)
      expect({ seq, body, from, count }).toEqual({ seq, body: { text: `${seq}` }, from: "ann", count: seq });
  }
  expect((await wholeLog(bob, conv, LIMITS.page)).map(({ seq }) => seq)).toEqual(upTo(HEAD));
});

test("[HIST-2] without bounds the newest; before and after leave out what they name; not both", async () => {
  expect((await page({})).seqs).toEqual(span(HEAD - 49, HEAD));
  expect((await page({ limit: 3 })).seqs).toEqual(span(HEAD - 2, HEAD));
  expect((await page({ before: 10, limit: 4 })).seqs).toEqual([6, 7, 8, 9]);
  expect((await page({ after: 10, limit: 4 })).seqs).toEqual([11, 12, 13, 14]);
  expect((await page({ before: 3 })).seqs).toEqual([1, 2]);
  expect((await page({ before: HEAD + 1_000, limit: 2 })).seqs).toEqual(span(HEAD - 1, HEAD));
  expect((await page({ before: Number.MAX_SAFE_INTEGER, limit: 1 })).seqs).toEqual([HEAD]);
  for (const nothing of [
    { before: 1 },
    { before: 0 },
    { after: HEAD },
    { after: HEAD + 5 },
    { after: Number.MAX_SAFE_INTEGER },
  ])
    expect((await page(nothing)).seqs).toEqual([]);
  expect((await page({ after: 0, limit: LIMITS.page })).seqs).toEqual(upTo(LIMITS.page));
  expect(await outcome(page({ before: 20, after: 10 }))).toBe("invalid");
  expect(await outcome(page({ limit: LIMITS.page + 1 }))).toBe("invalid");
});

test("[HIST-3] the head is that of the moment, in whatever page", async () => {
  const log = direct("bob", "bob");
  await bob.ask("message.send", words(log, "1"));
  for (const n of upTo(20).slice(1)) {
    const sent = bob.ask("message.send", words(log, `${n}`));
    const during = await bob.ask("message.list", { conv: log, before: 2 });
    await sent;
    const after = await bob.ask("message.list", { conv: log, limit: 1 });
    expect([n - 1, n]).toContain(during.head);
    expect(after.head).toBe(n);
    expect(after.entries[0]?.seq).toBe(n);
  }
  const empty = await groupOf(bob, []);
  expect(await bob.ask("message.list", { conv: empty, before: 1 })).toEqual({ entries: [], head: 1 });
});
