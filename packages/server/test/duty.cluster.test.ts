import { hasPostgres, postgresStore } from "@skein/testkit";
import { expect, test } from "bun:test";
import { makeConversation, text } from "../src/storage/contract/given.ts";
import { sharedMigrations } from "../src/server/store.ts";
import { TAKEN, atWork, noted } from "./at-work.ts";

const withPostgres = test.skipIf(!hasPostgres);

withPostgres(
  "one node of two follows the log; when it dies the other goes on within seconds, and nothing is taken twice",
  async () => {
    await using store = await postgresStore();
    const open = () => store.open({ migrations: sharedMigrations });
    const [one, two] = [await open(), await open()];
    await one.commit([{ rows: [TAKEN, ...makeConversation("g:one", ["ann"])] }]);
    const say = (nth: number) => one.commit([{ entries: [text("g:one", "ann", `key-${nth}`)] }]);
    await say(1);
    const first = atWork(one, "n1");
    first.duties.start();
    await noted(one, 1);
    const second = atWork(two, "n2");
    second.duties.start();
    await say(2);
    expect((await noted(one, 2)).map(({ node }) => node)).toEqual(["n1", "n1"]);
    // it goes on reading and taking, and nothing of it can be kept
    first.cutOff();
    await say(3);
    expect((await noted(two, 3)).map(({ node }) => node)).toEqual(["n1", "n1", "n2"]);
    // one that stops in order is followed at once, and what it wrote late is refused by its fence
    const third = atWork(one, "n3");
    await first.duties.close();
    third.duties.start();
    await second.duties.close();
    await say(4);
    expect((await noted(two, 4)).map(({ node }) => node)).toEqual(["n1", "n1", "n2", "n3"]);
    await third.duties.close();
    await Promise.all([one.close(), two.close()]);
  },
);

withPostgres(
  "what nobody followed for so long that its order is forgotten is read all the same, each entry once",
  async () => {
    await using store = await postgresStore();
    const node = await store.open({ migrations: sharedMigrations });
    await node.commit([
      { rows: [TAKEN, ...makeConversation("g:one", ["ann"]), ...makeConversation("g:two", ["ann"])] },
    ]);
    const say = (conv: string, nth: number) => node.commit([{ entries: [text(conv, "ann", `key-${nth}`)] }]);
    await say("g:one", 1);
    const first = atWork(node, "n1");
    first.duties.start();
    await noted(node, 1);
    await first.duties.close();
    for (let nth = 2; nth < 9; nth++) await say(nth % 2 ? "g:one" : "g:two", nth);
    await store.sql.unsafe("UPDATE store SET pruned = (SELECT max(n) FROM batches); DELETE FROM batches");
    await say("g:two", 9);
    const second = atWork(node, "n2");
    second.duties.start();
    const found = await noted(node, 9);
    expect(new Set(found.map(({ nth }) => nth)).size).toBe(9);
    await say("g:one", 10);
    expect((await noted(node, 10)).at(-1)).toEqual({ nth: "g:one 5", node: "n2" });
    await second.duties.close();
    await node.close();
  },
);
