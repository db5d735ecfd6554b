import { expect, test } from "bun:test";
import { SpawnedCluster } from "@skein/testkit";
import { conform, SECTIONS } from "../src/index.ts";
import { FLAGS } from "./settings.ts";
import { failed, skipped } from "./told.ts";

/** What is said in conversations and heard of goes from node to node; what is answered alike by each is left to the test of a single one. */
const TALK = SECTIONS.filter(({ number }) => number >= 6 && number <= 12);
const HEARD = TALK.flatMap(({ checks }) => checks.filter(({ over }) => over === "heard").flatMap(({ rules }) => rules));

test("three nodes on PostgreSQL and NATS keep the rules over all ways, whichever of them is asked", async () => {
  await using cluster = await SpawnedCluster.start({
    nodes: 3,
    settle: ({ person }) =>
      Promise.all([person("Root", "owner"), ...["Ann", "Bob", "Cleo", "Dan", "Eve"].map((name) => person(name))]),
    flags: FLAGS,
    postgres: { fsync: false },
  });
  const [root, ...people] = cluster.people;
  const report = await conform({
    urls: cluster.nodes.map(({ url }) => url),
    adminToken: root.token,
    tokens: people.map(({ token }) => token),
    sections: [...TALK.map(({ number }) => number), 23],
    rules: [...HEARD, "CARRY-8"],
    ways: ["websocket", "sse", "long-poll"],
    patience: 30_000,
    quick: true,
  });
  expect(failed(report)).toEqual([]);
  expect(skipped(report)).toEqual([]);
}, 120_000);
