import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "bun:test";
import { hasPostgres, postgresStore, SeededRandom } from "@skein/testkit";
import { openSqliteInline } from "../sqlite/open.ts";
import { coreMigrations } from "../sqlite/schema.ts";
import type { Draft, Outcome, Storage, Write } from "../storage.ts";

const PEOPLE = ["ann", "bob", "cid", "eve"];
const CONVS = ["g:1", "g:2", "g:3", "g:none"];

/** Any writes that modules could hand over, right and wrong ones. Few people, logs and keys: so that they meet. */
class Writes {
  constructor(private readonly random: SeededRandom) {}

  batch(): Write[] {
    return Array.from({ length: 1 + this.#below(25) }, () => this.#write());
  }

  #write(): Write {
    const dice = this.random.next();
    if (dice < 0.5) return { entries: [this.#draft()] };
    if (dice < 0.75) return { marks: Array.from({ length: 1 + this.#below(2) }, () => this.#mark()) };
    if (dice < 0.8) return { entries: [this.#notice(), this.#notice()], marks: [this.#mark()] };
    const write: Write = {
      rows: [this.#statement()],
      entries: this.random.next() < 0.5 ? [this.#draft()] : [this.#notice()],
    };
    return this.random.next() < 0.5 ? write : { ...write, marks: [this.#mark()] };
  }

  #statement() {
    const conv = this.#of(CONVS);
    const user = this.#of(PEOPLE);
    const num = "(SELECT num FROM conversations WHERE id = ?)";
    return this.#of([
      {
        sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'group', 0, 5) ON CONFLICT (id) DO NOTHING",
        parameters: [conv],
      },
      { sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'group', 0, 5)", parameters: [conv] },
      {
        sql: `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ? ON CONFLICT (conv, "user") DO NOTHING`,
        parameters: [user, conv],
      },
      {
        sql: `DELETE FROM members WHERE conv = ${num} AND "user" = ?`,
        parameters: [conv, user],
        expect: { changes: 1, error: "last_owner" },
      },
      {
        sql: `UPDATE members SET role = role WHERE conv = ${num} AND "user" = ?`,
        parameters: [conv, user],
        expect: { changes: 1, error: "forbidden" },
      },
    ] as const);
  }

  #draft(): Draft {
    const key = `key-${this.#below(60)}`;
    const body = JSON.stringify({ text: this.random.next() < 0.95 ? key : "another" });
    const byMember = this.random.next() < 0.9;
    return { conv: this.#of(CONVS), from: this.#of(PEOPLE), key, kind: "text", countable: true, body, byMember };
  }

  #notice(): Draft {
    return {
      conv: this.#of(CONVS),
      from: this.#of(PEOPLE),
      kind: "notice",
      ref: 1,
      countable: false,
      body: "{}",
      byMember: false,
    };
  }

  #mark() {
    return { conv: this.#of(CONVS), user: this.#of(PEOPLE), read: this.#below(60), delivered: this.#below(90) };
  }

  #below(bound: number): number {
    return Math.floor(this.random.next() * bound);
  }

  #of<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
}

/** An outcome without what two stores may differ in: positions and times. */
function bare(outcome: Outcome): unknown {
  if (!outcome.ok) return outcome.error;
  const { places, marks, repeated } = outcome;
  return {
    repeated,
    places: places.map(({ seq, count }) => [seq, count]),
    marks: marks.map(({ conv, user, read, readCount, delivered }) => [conv, user, read, readCount, delivered]),
  };
}

/** All that is kept, without positions and times. */
async function kept(storage: Storage): Promise<unknown> {
  const all = CONVS.map(async (id) => {
    const { entries, head } = await storage.page(id, { limit: 10_000 });
    const conversation = await storage.conversation(id);
    return {
      head,
      members: conversation?.members,
      entries: entries.map(({ seq, count, key, from, kind, ref, body }) => [seq, count, key, from, kind, ref, body]),
    };
  });
  return Promise.all(all);
}

test.skipIf(!hasPostgres).each([1, 2, 3, 4, 5, 6, 7, 8])(
  "PostgreSQL answers and keeps what SQLite does (seed %d)",
  async (seed) => {
    await using store = await postgresStore();
    const folder = await mkdtemp(join(tmpdir(), "skein-same-"));
    const setting = {
      file: join(folder, "skein.db"),
      synchronous: "OFF",
      migrations: coreMigrations,
      epoch: "e1",
    } as const;
    const [one, other] = [openSqliteInline(setting, Date.now), await store.open()];
    const writes = new Writes(new SeededRandom(seed));
    for (let i = 0; i < 40; i++) {
      const batch = writes.batch();
      const [expected, found] = await Promise.all([one.commit(batch), other.commit(batch)]);
      expect(found.map(bare)).toEqual(expected.map(bare));
    }
    expect(await kept(other)).toEqual(await kept(one));
    await Promise.all([one.close(), other.close()]);
    await rm(folder, { recursive: true });
  },
);
