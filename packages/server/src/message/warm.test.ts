import { join } from "node:path";
import { expect, test } from "bun:test";
import { temporaryFolder } from "@skein/testkit";
import { systemClock } from "../kit/clock.ts";
import { makeConversation, text } from "../storage/contract/given.ts";
import { openSqliteInline } from "../storage/sqlite/open.ts";
import { coreMigrations } from "../storage/sqlite/schema.ts";
import { Conversations } from "./conversations.ts";
import { Recent } from "./recent.ts";
import { boundOf, warm } from "./warm.ts";

/** Five groups of ann and another one each, in which something was said in turn, twice; in memory nothing. */
async function five() {
  const folder = await temporaryFolder();
  const setting = {
    file: join(folder.path, "skein.db"),
    synchronous: "OFF",
    migrations: coreMigrations,
    epoch: "e1",
  } as const;
  const storage = openSqliteInline(setting, () => 1);
  const groups = [1, 2, 3, 4, 5].map((n) => `g:${n}`);
  await storage.commit(groups.map((id) => ({ rows: makeConversation(id, ["ann", `of ${id}`]) })));
  const positions: number[] = [];
  for (const [i, conv] of [...groups, ...groups].entries()) {
    const [outcome] = await storage.commit([{ entries: [text(conv, "ann", `key-0000${i}`)] }]);
    if (outcome?.ok) positions.push(outcome.pos);
  }
  const position = positions.at(-1) ?? 0;
  const conversations = new Conversations(storage, 100);
  const recent = new Recent(position, { changes: 100, bytes: 1e6 });
  return {
    ...{ storage, conversations, recent, positions, position },
    async [Symbol.asyncDispose]() {
      await storage.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test("[WARM-1] what changed before the start is in memory, with its conversations and who hears them", async () => {
  await using world = await five();
  const { storage, conversations, recent, positions, position } = world;
  await warm(storage, { conversations, recent }, position, systemClock);
  expect(recent.covers(0)).toBeTrue();
  expect(recent.since("g:2", positions[4] ?? 0).map(({ entry }) => entry?.seq)).toEqual([2]);
  expect([...recent.heardBy("ann")].toSorted()).toEqual(["g:1", "g:2", "g:3", "g:4", "g:5"]);
  expect([...recent.heardBy("of g:3")]).toEqual(["g:3"]);
  expect(conversations.peek("g:3")?.members.size).toBe(2);
});

const everything = { entries: 100, conversations: 100, together: 2, patience: 2_000 };

for (const [why, bound, after] of [
  ["more conversations than may be read", { ...everything, conversations: 3 }, 6],
  ["more entries than are looked back", { ...everything, entries: 4 }, 5],
] as const)
  test(`[WARM-1] ${why}: only what is whole is said to be in memory`, async () => {
    await using world = await five();
    const { storage, conversations, recent, positions, position } = world;
    await warm(storage, { conversations, recent }, position, systemClock, bound);
    expect(positions.map((pos) => recent.covers(pos))).toEqual(positions.map((_, i) => i >= after));
    for (const { conv } of recent.since("g:5", 0)) expect(conversations.peek(conv)).toBeDefined();
  });

test("[WARM-1] where reading takes long the server starts with what there is", async () => {
  await using world = await five();
  const { storage, conversations, recent, positions, position } = world;
  // each look at the clock is a second later
  let now = 0;
  const clock = { ...systemClock, now: () => (now += 1_000) };
  await warm(storage, { conversations, recent }, position, clock, everything);
  expect(positions.map((pos) => recent.covers(pos))).toEqual(positions.map((_, i) => i >= 7));
});

test("[WARM-1] what is beyond where this node stands is heard of later, and not twice", async () => {
  await using world = await five();
  const { storage, conversations, recent, positions } = world;
  await warm(storage, { conversations, recent }, positions[7] ?? 0, systemClock);
  expect(recent.size).toBe(8);
});

test("[WARM-1] no more is read than there is room for", () => {
  const usual = boundOf({ recentChanges: 1_000_000, conversationsInMemory: 1_000_000 });
  expect([usual.entries, usual.conversations]).toEqual([20_000, 10_000]);
  const small = boundOf({ recentChanges: 20, conversationsInMemory: 100 });
  expect([small.entries, small.conversations]).toEqual([20, 100]);
});
