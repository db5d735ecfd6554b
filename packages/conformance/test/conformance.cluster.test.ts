import { expect, test } from "bun:test";
import { SpawnedCluster } from "@skein/testkit";
import { conform } from "../src/index.ts";
import { FLAGS } from "./settings.ts";
import { failed, skipped } from "./told.ts";

/* What is answered alike whichever node is asked is left to the test of a single one. */

/** What goes from node to node by itself, and what has to be heard of before it holds. */
const TOLD = [6, 7, 9, 10, 11, 23];
const HELD = [12, 18, 22];

test("three nodes on PostgreSQL and NATS keep the rules over all ways, whichever of them is asked", async () => {
  await using cluster = await SpawnedCluster.start({
    nodes: 3,
    settle: ({ person }) =>
      Promise.all([person("Root", "owner"), ...["Ann", "Bob", "Cleo", "Dan", "Eve"].map((name) => person(name))]),
    flags: FLAGS,
  });
  const [root, ...people] = cluster.people;
  const asked = {
    urls: cluster.nodes.map(({ url }) => url),
    adminToken: root.token,
    tokens: people.map(({ token }) => token),
    patience: 30_000,
    quick: true,
  };
  const reports = [
    await conform({ ...asked, sections: TOLD, ways: ["websocket", "sse", "long-poll"] }),
    await conform({ ...asked, sections: HELD, ways: ["websocket"] }),
  ];
  expect(reports.flatMap(failed)).toEqual([]);
  expect(reports.flatMap(skipped)).toMatchInlineSnapshot(`[]`);
}, 120_000);
