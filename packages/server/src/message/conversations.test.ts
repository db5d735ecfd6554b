import { expect, test } from "bun:test";
import { temporaryFolder } from "@skein/testkit";
import { join } from "node:path";
import { migrations } from "../server/store.ts";
import { openSqliteInline } from "../storage/sqlite/open.ts";
import { Conversations } from "./conversations.ts";
import { createDirect } from "./direct.ts";

const ID = "d:ann:bob";

/** The conversations of a store that holds one. */
async function withOne() {
  const folder = await temporaryFolder();
  const setting = { file: join(folder.path, "skein.db"), synchronous: "OFF", migrations, epoch: "e1" } as const;
  const storage = openSqliteInline(setting, () => 0);
  await storage.commit([{ rows: createDirect(["ann", "bob"], 0) }]);
  return {
    conversations: new Conversations(storage, 10),
    async [Symbol.asyncDispose]() {
      await storage.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test("[SYNC-4] what was being read when everything had to be forgotten is not kept", async () => {
  await using world = await withOne();
  const { conversations } = world;
  const reading = conversations.get(ID);
  conversations.forgetAll();
  expect((await reading)?.id).toBe(ID);
  expect(conversations.peek(ID)).toBeUndefined();
});

test("[CONV-5] who must read anew does not take what others began to read before, and that is what is kept", async () => {
  await using world = await withOne();
  const { conversations } = world;
  const [before, anew] = await Promise.all([conversations.get(ID), conversations.anew(ID)]);
  expect(anew).not.toBe(before);
  expect(conversations.peek(ID)).toBe(anew);
  expect(await conversations.get(ID)).toBe(anew);
});
