import { directId, directPeople } from "@skein/protocol";
import { expect, test } from "bun:test";
import { hasPostgres, type PostgresStore, postgresStore, SeededRandom } from "@skein/testkit";
import { createDirect } from "../../message/direct.ts";
import { EMPTY_DIGEST, digestAfter } from "../digest.ts";
import type { Draft, Outcome, Place, Storage, Write } from "../storage.ts";

const withPostgres = test.skipIf(!hasPostgres);

const PEOPLE = ["ann", "bob", "cid", "dan"];
const GROUPS = Array.from({ length: 12 }, (_, at) => `g:${at}`);

const making = (id: string): Write["rows"] => [
  {
    sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'group', 4, 0) ON CONFLICT (id) DO NOTHING",
    parameters: [id],
  },
  ...PEOPLE.map((user) => ({
    sql: `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ?
          ON CONFLICT (conv, "user") DO NOTHING`,
    parameters: [user, id],
  })),
];

const draft = (conv: string, from: string, key: string): Draft => ({
  conv,
  from,
  key,
  kind: "text",
  countable: true,
  body: JSON.stringify({ text: key }),
  byMember: true,
});

const placeOf = (outcome: Outcome | undefined): Place | undefined => (outcome?.ok ? outcome.places[0] : undefined);

function shuffled<T>(random: SeededRandom, list: readonly T[]): T[] {
  return list
    .map((one) => [random.next(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

/** Every log is dense, holds each key once, and carries the digests that its entries give. */
async function expectWhole(store: PostgresStore, node: Storage, keys: ReadonlyMap<string, Place>): Promise<void> {
  const convs = await store.sql.unsafe<{ id: string }[]>("SELECT id FROM conversations");
  const found = new Map<string, Place>();
  for (const { id } of convs) {
    const { entries, head } = await node.page(id, { limit: 100_000 });
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, at) => at + 1));
    expect(entries.map(({ pos }) => pos)).toEqual(entries.map(({ pos }) => pos).sort((a, b) => a - b));
    const digest = entries.reduce(digestAfter, EMPTY_DIGEST);
    const [last] = await store.sql.unsafe<{ digest: string }[]>(
      "SELECT e.digest FROM conversations c JOIN entries e ON e.conv = c.num AND e.seq = c.seq WHERE c.id = $1",
      [id],
    );
    expect(last?.digest ?? EMPTY_DIGEST).toBe(digest);
    for (const { key, seq, pos, at, count } of entries) {
      expect(found.has(`${id} ${key}`)).toBe(false);
      found.set(`${id} ${key}`, { seq, pos, at, count });
    }
  }
  expect(found).toEqual(new Map(keys));
}

withPostgres.each([1, 2, 3])(
  "two nodes that write to the same conversations in opposite orders lose, double and refuse nothing (seed %d)",
  async (seed) => {
    await using store = await postgresStore();
    const random = new SeededRandom(seed);
    const nodes = await Promise.all([store.open(), store.open()]);
    await nodes[0].commit(GROUPS.map((id) => ({ rows: making(id) ?? [] })));
    const places = new Map<string, Place>();
    const run = async (node: Storage, mine: SeededRandom, reversed: boolean) => {
      for (let batch = 0; batch < 40; batch++) {
        // both send every key; new groups are made by both, in opposite orders
        const ids = [...GROUPS, `n:${batch}a`, `n:${batch}b`];
        const writes = shuffled(mine, reversed ? ids.toReversed() : ids).flatMap((conv): Write[] => {
          const [from = ""] = shuffled(mine, PEOPLE);
          const plain = PEOPLE.map((user) => ({ entries: [draft(conv, user, `${batch}-${user}`)] }));
          const marks = { marks: [{ conv, user: from, read: batch * 2, delivered: batch * 3 }] };
          return conv.startsWith("n:") ? [{ rows: making(conv) ?? [] }, ...plain] : [...plain, marks];
        });
        const outcomes = await node.commit(writes);
        for (const [at, outcome] of outcomes.entries()) {
          expect(outcome.ok).toBe(true);
          const one = writes[at]?.entries?.[0];
          const place = placeOf(outcome);
          if (!one || !place) continue;
          const key = `${one.conv} ${one.key}`;
          // whichever node came first, both tell the same place
          expect(places.get(key) ?? place).toEqual(place);
          places.set(key, place);
        }
      }
    };
    const [a, b] = nodes;
    await Promise.all([
      run(a, new SeededRandom(random.next() * 1e9), false),
      run(b, new SeededRandom(random.next() * 1e9), true),
    ]);
    await expectWhole(store, a, places);
    await Promise.all(nodes.map((node) => node.close()));
  },
);

withPostgres.each([1, 2])(
  "six nodes that make hundreds of direct conversations at once, the same and others, refuse nothing (seed %d)",
  async (seed) => {
    await using store = await postgresStore();
    const random = new SeededRandom(seed);
    const nodes = await Promise.all(Array.from({ length: 6 }, () => store.open()));
    const places = new Map<string, Place>();
    for (let round = 0; round < 2; round++) {
      const shared = Array.from({ length: 150 }, (_, at) => directId(`a${round}-${at}`, "b"));
      const writing = nodes.map(async (node, at) => {
        const own = Array.from({ length: 30 }, (_, one) => directId(`c${round}-${at}-${one}`, "d"));
        const convs = shuffled(random.fork(), [...shared, ...own]);
        const writes = convs.map((conv): Write => {
          const [one = "", other = ""] = directPeople(conv) ?? [];
          const rows = createDirect([one, other], 1);
          return { rows, entries: [draft(conv, at % 2 === 0 ? one : other, `key-${at}`)] };
        });
        const outcomes = await node.commit(writes);
        expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
        for (const [which, conv] of convs.entries()) {
          const place = placeOf(outcomes[which]);
          if (place) places.set(`${conv} key-${at}`, place);
        }
      });
      await Promise.all(writing);
    }
    await expectWhole(store, nodes[0] as Storage, places);
    await Promise.all(nodes.map((node) => node.close()));
  },
);

withPostgres("connections that are killed in the middle of commits lose nothing that was answered", async () => {
  await using store = await postgresStore();
  const node = await store.open();
  await node.commit(GROUPS.map((id) => ({ rows: making(id) ?? [] })));
  const random = new SeededRandom(4);
  const places = new Map<string, Place>();
  let broken = 0;
  const writing = async () => {
    for (let batch = 0; batch < 60 || broken < 5; batch++) {
      const writes = shuffled(random, GROUPS).map((conv) => ({ entries: [draft(conv, "ann", `key-${batch}`)] }));
      for (;;) {
        try {
          const outcomes = await node.commit(writes);
          for (const [at, { entries }] of writes.entries()) {
            const place = placeOf(outcomes[at]);
            if (place && entries[0]) places.set(`${entries[0].conv} ${entries[0].key}`, place);
          }
          break;
        } catch {
          // as a client does: the same keys again
          broken += 1;
        }
      }
    }
  };
  const load = { ended: false };
  const killing = async () => {
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE state = 'active' AND query LIKE 'SELECT skein_commit_2%' AND datname = current_database()`;
    while (!load.ended) await store.sql.unsafe(`${kill} AND random() < 0.1`);
  };
  const killer = killing();
  await writing();
  load.ended = true;
  await killer;
  await expectWhole(store, node, places);
  await node.close();
});
