import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Draft, Storage } from "../storage.ts";
import { compareLogs } from "./compare.ts";
import type { Finding, Logs } from "./logs.ts";
import { proveLogs } from "./prove.ts";

/** A store to be filled, damaged by hand, and walked through. */
export interface LogsUnderTest {
  readonly storage: Storage;
  /** Runs SQL that all engines understand behind the store's back. */
  damage(sql: string): Promise<void>;
  logs(): Promise<Logs>;
  clean(): Promise<void>;
}

const NUM = (id: string) => `(SELECT num FROM conversations WHERE id = '${id}')`;

const text = (conv: string, n: number): Draft => ({
  ...{ conv, from: "ann", key: `key-${n}-${conv}`, kind: "text", countable: n % 3 > 0, byMember: true },
  body: JSON.stringify({ text: `${n} 雁 "quoted" \\ \u0000 '` }),
});

/** Fills a store with `g:a` of 5 entries, `g:b` of 2,600 (more than a page), `g:empty`, and `g:z` of 3. */
export async function fill(storage: Storage): Promise<void> {
  for (const [id, many] of [
    ["g:a", 5],
    ["g:b", 2_600],
    ["g:empty", 0],
    ["g:z", 3],
  ] as const) {
    const rows = [
      { sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'group', 1, 1)", parameters: [id] },
      {
        sql: `INSERT INTO members (conv, "user", role) SELECT num, 'ann', 'owner' FROM conversations WHERE id = ?`,
        parameters: [id],
      },
    ];
    await storage.commit([{ rows }, ...Array.from({ length: many }, (_, n) => ({ entries: [text(id, n)] }))]);
  }
}

async function proven(logs: Logs, only?: string) {
  const findings: Finding[] = [];
  let steps = 0;
  const seen = await proveLogs(logs, {
    ...(only !== undefined && { only }),
    found: (finding) => findings.push(finding),
    step: (entries) => {
      steps += entries;
    },
  });
  return { ...seen, steps, findings: findings.map(({ conv, what }) => `${conv} ${what}`) };
}

/** What a walk through all logs finds, on every engine. */
export function proofContract(name: string, make: () => Promise<LogsUnderTest>): void {
  describe(`proof of logs: ${name}`, () => {
    let under: LogsUnderTest;
    beforeEach(async () => {
      under = await make();
      await fill(under.storage);
    });
    afterEach(() => under.clean());

    test("a store as it was written is whole, conversation by conversation too, and the same as itself", async () => {
      await using logs = await under.logs();
      expect(await logs.totals()).toEqual({ logs: 4, entries: 2_608 });
      expect(await proven(logs)).toEqual({ logs: 4, entries: 2_608, steps: 2_608, findings: [] });
      expect(await proven(logs, "g:b")).toEqual({ logs: 1, entries: 2_600, steps: 2_600, findings: [] });
      expect(await proven(logs, "g:empty")).toEqual({ logs: 1, entries: 0, steps: 0, findings: [] });
      expect((await proven(logs, "g:none")).findings).toEqual(["g:none is not there"]);
      await using again = await under.logs();
      const differences: Finding[] = [];
      expect(await compareLogs(logs, again, (finding) => differences.push(finding))).toBe(4);
      expect(differences).toEqual([]);
    });

    test.each([
      [
        `UPDATE entries SET body = '{"text":"other"}' WHERE seq = 3 AND conv = ${NUM("g:a")}`,
        "g:a the entry is not what its digest was made of at seq 3",
      ],
      [
        `UPDATE entries SET sender = 'bob' WHERE seq = 2599 AND conv = ${NUM("g:b")}`,
        "g:b the entry is not what its digest was made of at seq 2599",
      ],
      [
        `UPDATE entries SET key = NULL WHERE seq = 1 AND conv = ${NUM("g:z")}`,
        "g:z the entry is not what its digest was made of at seq 1",
      ],
      [
        `UPDATE entries SET count = count + 1 WHERE seq = 3 AND conv = ${NUM("g:z")}`,
        "g:z the entry is not what its digest was made of at seq 3",
      ],
      [`DELETE FROM entries WHERE seq = 2000 AND conv = ${NUM("g:b")}`, "g:b a hole after seq 1999 at seq 2001"],
      [
        `DELETE FROM entries WHERE seq = 5 AND conv = ${NUM("g:a")}`,
        "g:a a member has had it up to seq 5, and it ends at 4",
      ],
      [`UPDATE conversations SET size = 7 WHERE id = 'g:empty'`, "g:empty the conversation tells 7 members, and has 1"],
      [`DELETE FROM conversations WHERE id = 'g:a'`, "? 5 entries of a conversation that is not there"],
      [`DELETE FROM conversations WHERE id = 'g:z'`, "? 3 entries of a conversation that is not there"],
    ])("%s is found", async (sql, what) => {
      await under.damage(sql);
      await using logs = await under.logs();
      const { findings } = await proven(logs);
      expect(findings).toContain(what);
      const [conv] = what.split(" ");
      expect(findings.filter((finding) => !finding.startsWith(`${conv} `))).toEqual([]);
    });

    test("a walk sees one moment, whatever is written meanwhile, and two moments compare", async () => {
      await using before = await under.logs();
      await under.storage.commit([{ entries: [text("g:z", 9)] }]);
      await using logs = await under.logs();
      // the walk that began before sees the store as it was
      expect((await proven(before)).entries).toBe(2_608);
      expect((await proven(logs)).entries).toBe(2_609);
      const differences: string[] = [];
      expect(await compareLogs(before, logs, ({ conv, what }) => differences.push(`${conv} ${what}`))).toBe(3);
      expect(differences).toEqual(["g:z ends at 3 in the first store and at 4 in the second"]);
    });
  });
}
