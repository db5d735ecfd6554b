import { temporaryFolder } from "@skein/testkit";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeConversation, text } from "../src/storage/contract/given.ts";
import { migrations, openSqliteInline } from "../src/index.ts";
import { TAKEN, atWork, noted } from "./at-work.ts";

test("what follows the log takes each entry once, also what was written before it was there and while it was not", async () => {
  await using folder = await temporaryFolder();
  const open = () =>
    openSqliteInline({ file: join(folder.path, "skein.db"), synchronous: "OFF", migrations, epoch: "e1" }, Date.now);
  const storage = open();
  await storage.commit([{ rows: [TAKEN, ...makeConversation("g:one", ["ann"])] }]);
  const say = (nth: number) => storage.commit([{ entries: [text("g:one", "ann", `key-${nth}`)] }]);
  await say(1);
  const first = atWork(storage, "n1");
  first.duties.start();
  await noted(storage, 1);
  await say(2);
  first.duties.wake();
  await noted(storage, 2);
  await first.duties.close();
  await say(3);
  // a process that died has left its name; where nobody else writes, nobody waits for it
  const dead = atWork(storage, "n2");
  dead.duties.start();
  await noted(storage, 3);
  dead.cutOff();
  const second = atWork(storage, "n3");
  await say(4);
  second.duties.start();
  const found = await noted(storage, 4);
  expect(found.map(({ nth, node }) => `${nth} ${node}`)).toEqual([
    "g:one 1 n1",
    "g:one 2 n1",
    "g:one 3 n2",
    "g:one 4 n3",
  ]);
  // the one that lost it keeps nothing of what it took meanwhile
  await Promise.all([dead.duties.close(), second.duties.close()]);
  expect(await noted(storage, 4)).toHaveLength(4);
  await storage.close();
});
