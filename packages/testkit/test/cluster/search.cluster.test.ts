import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { type ClusterNode, hasPostgres, SpawnedCluster } from "../../src/index.ts";

/** A duty is over after 5 s, and others try for it each 1.5 s; the rest is room for a slow machine. ms */
const SECONDS = 20_000;
const SAID = 40;

test.skipIf(!hasPostgres)(
  "[SEARCH-1][SEARCH-7] the node that feeds the index is killed in mid-work: another one goes on within seconds, nothing is missing and nothing is there twice",
  async () => {
    await using cluster = await SpawnedCluster.start({
      nodes: 3,
      settle: ({ person }) => Promise.all([person("Ann"), person("Bob")]),
      postgres: { fsync: false },
    });
    const [ann, bob] = cluster.people;
    const conv = directId(ann.id, bob.id);
    await using sql = cluster.sql();
    /** Who has the duty, by what others can see of it: its row. */
    const holder = async (): Promise<string> => {
      const rows = (await sql`SELECT holder FROM duties WHERE name = 'search.texts'`) as { readonly holder: string }[];
      return rows[0]?.holder ?? "";
    };
    let said = 0;
    const say = async (node: ClusterNode, many: number): Promise<void> => {
      using wire = await node.connect(ann.token);
      for (let nth = 0; nth < many; nth++) {
        const body = { text: `记录 number${++said}x` };
        await wire.ask("message.send", { conv, key: randomUUID(), kind: "text", body });
      }
    };
    /** The numbers of all that are found, once nothing is behind. */
    const found = async (node: ClusterNode): Promise<readonly number[]> => {
      using wire = await node.connect(bob.token);
      const numbers: number[] = [];
      for (let after: string | undefined; ; ) {
        const page = await wire.ask("search.messages", {
          text: "记录",
          limit: 50,
          ...(after !== undefined && { after }),
        });
        if (page.behind) return await found(node);
        for (const { excerpt } of page.hits) numbers.push(Number(/number(\d+)x/.exec(excerpt.text)?.[1]));
        if (page.next === undefined) return numbers;
        after = page.next;
      }
    };
    const all = (): number[] => Array.from({ length: said }, (_, at) => said - at);

    await say(cluster.nodes[0], SAID);
    expect(await found(cluster.nodes[1])).toEqual(all());
    // one after the other, until it was the one that has the duty
    let passed = false;
    for (const [at, node] of cluster.nodes.entries()) {
      if (passed) break;
      const other = cluster.nodes[(at + 1) % cluster.nodes.length] as ClusterNode;
      const before = await holder();
      const saying = say(other, SAID);
      await node.kill("SIGKILL");
      await saying;
      const began = performance.now();
      expect(await found(other)).toEqual(all());
      expect(performance.now() - began).toBeLessThan(SECONDS);
      passed = (await holder()) !== before;
      await node.start();
    }
    expect(passed).toBe(true);
    expect(await found(cluster.nodes[2] ?? cluster.nodes[0])).toEqual(all());
  },
  120_000,
);
