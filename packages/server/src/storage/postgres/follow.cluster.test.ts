import { expect, test } from "bun:test";
import { hasPostgres, type PostgresStore, postgresStore, SeededRandom } from "@skein/testkit";
import type { ReservedSQL } from "bun";
import type { Follow, Storage, Write } from "../storage.ts";
import { BatchArguments } from "./batch.ts";

const withPostgres = test.skipIf(!hasPostgres);

/** Makes a conversation: writes that wait for nobody else's. */
const making = (id: string): Write => ({
  rows: [{ sql: "INSERT INTO conversations (id, kind, created) VALUES (?, 'group', 0)", parameters: [id] }],
  tell: JSON.stringify(id),
});

function following(node: Storage): Follow {
  if (!node.follow) throw new Error("PostgreSQL is followed");
  return node.follow;
}

/** A commit that has drawn its number and then stands still, as that of a node whose machine is slow. */
async function slowCommit(store: PostgresStore, id: string): Promise<ReservedSQL> {
  const connection = await store.sql.reserve();
  await connection.unsafe("BEGIN");
  const values = [false, ...new BatchArguments([making(id)]).values()];
  await connection.unsafe(`SELECT skein_commit_2(${values.map((_, at) => `$${at + 1}`).join(", ")})`, values);
  return connection;
}

async function end(connection: ReservedSQL, how: "COMMIT" | "ROLLBACK"): Promise<void> {
  await connection.unsafe(how);
  await connection.release();
}

/** Follows as a node does that goes by `settled` alone: what it has not seen by then it never sees. */
class Follower {
  position = 0;
  readonly seen: number[] = [];

  constructor(private readonly follow: Follow) {}

  async step(limit: number): Promise<void> {
    const { batches, settled, whole } = await this.follow.after(this.position, limit);
    expect(whole).toBe(true);
    // with a limit, what is beyond the last one that was given is for the next time
    const to = batches.length === limit ? Math.min(settled, batches.at(-1) ?? settled) : settled;
    this.seen.push(...batches.filter((n) => n <= to));
    this.position = Math.max(this.position, to);
  }
}

withPostgres.each([1, 2, 3, 4, 5, 6])(
  "no change is ever skipped, however late commits become visible (seed %d)",
  async (seed) => {
    await using store = await postgresStore();
    const random = new SeededRandom(seed);
    const nodes = await Promise.all([store.open(), store.open()]);
    const follower = new Follower(following(nodes[0]));
    const open: ReservedSQL[] = [];
    const pick = (below: number) => Math.floor(random.next() * below);
    let made = 0;
    for (let step = 0; step < 150; step++) {
      const dice = random.next();
      if (dice < 0.3 && open.length < 12) open.push(await slowCommit(store, `g:${made++}`));
      else if (dice < 0.5 && open.length > 0) {
        const [one] = open.splice(pick(open.length), 1);
        if (one) await end(one, random.next() < 0.3 ? "ROLLBACK" : "COMMIT");
      } else if (dice < 0.75) await nodes[pick(2)]?.commit([making(`g:${made++}`)]);
      else await follower.step(1 + pick(20));
    }
    for (const one of open) await end(one, random.next() < 0.5 ? "ROLLBACK" : "COMMIT");
    const [last] = await store.sql.unsafe<{ n: number }[]>("SELECT last_value::int AS n FROM batch_numbers");
    while (follower.position < (last?.n ?? 0)) await follower.step(10);
    const kept = await store.sql.unsafe<{ n: number }[]>("SELECT n::int AS n FROM batches ORDER BY n");
    expect(follower.seen).toEqual(kept.map(({ n }) => n));
    const told = (await following(nodes[1]).read(follower.seen)).flatMap(({ tells }) => tells);
    expect(told.length).toBe(kept.length);
    await Promise.all(nodes.map((node) => node.close()));
  },
);

withPostgres("one that still runs holds the position back, one that was undone does not", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  const follow = following(node);
  await node.commit([making("g:1")]);
  const slow = await slowCommit(store, "g:2");
  await node.commit([making("g:3")]);
  for (let i = 0; i < 5; i++) expect(await follow.after(0, 9)).toEqual({ batches: [1, 3], settled: 1, whole: true });
  await end(slow, "ROLLBACK");
  // as soon as no transaction of before runs, be it one of the server's own
  let { settled } = await follow.after(0, 9);
  while (settled < 3) ({ settled } = await follow.after(0, 9));
  expect(await follow.after(0, 9)).toEqual({ batches: [1, 3], settled: 3, whole: true });
  await node.close();
});

withPostgres("a node that opens stands before what still runs, and begins there", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  await node.commit([making("g:1")]);
  const slow = await slowCommit(store, "g:2");
  const [third] = await node.commit([making("g:3")]);
  const early = await store.open();
  expect(Math.floor(early.identity.pos / following(early).span)).toBe(1);
  await end(slow, "COMMIT");
  const late = await store.open();
  expect(late.identity.pos).toBe(third?.ok ? third.pos : 0);
  await Promise.all([node, early, late].map((one) => one.close()));
});

withPostgres("batches of an hour ago are forgotten, and whoever comes from before them is told", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  const follow = following(node);
  for (let i = 0; i < 30; i++) await node.commit([making(`g:${i}`)]);
  await store.sql.unsafe("UPDATE batches SET at = at - 3600001");
  for (let i = 30; i < 64; i++) await node.commit([making(`g:${i}`)]);
  expect(await follow.after(29, 1)).toMatchObject({ batches: [31], settled: 64, whole: false });
  expect(await follow.after(30, 1)).toMatchObject({ batches: [31], settled: 64, whole: true });
  expect(await follow.read([1, 31])).toMatchObject([{ n: 31, tells: ['"g:30"'] }]);
  await node.close();
});
