import { expect, test } from "bun:test";
import { POS } from "../storage.ts";
import { type Given, good, NOW } from "./given.ts";

/** Statements of the modules. */
export function stating(given: Given): void {
  test("statements take values as they are, whatever is in them", async () => {
    const names = [
      "it's \\ 'quoted\\'",
      "a ? b $1 -- c /* d",
      '"',
      "\\",
      "\\u0000 \\n",
      "雁书 😀 e\u0301",
      "\n\t\r",
      "",
    ];
    await given.storage.commit(
      names.map((name, at) => ({
        rows: [
          {
            sql: `INSERT INTO conversations (id, kind, name, color, created) VALUES (?, 'group', ?, ?, ?) -- a '?'`,
            parameters: [`g:name${at}`, name, at === 0 ? null : -at, NOW],
          },
        ],
      })),
    );
    for (const [at, name] of names.entries()) {
      expect(await given.storage.conversation(`g:name${at}`)).toMatchObject({ kind: "group", name, created: NOW });
      const sql = "SELECT color, created FROM conversations WHERE name = ? AND '?' <> ?";
      const rows = await given.storage.query<object>({ sql, parameters: [name, "!"] });
      expect(rows.map((row) => ({ ...row }))).toEqual([{ color: at === 0 ? null : -at, created: NOW }]);
    }
  });

  test("a statement may be told the pos of its write", async () => {
    const rows = [{ sql: "UPDATE conversations SET moved = ? WHERE id = ?", parameters: [POS, "g:one"] }];
    const [outcome] = await given.storage.commit([{ rows }]);
    const [row] = await given.storage.query<{ moved: number }>({
      sql: "SELECT moved FROM conversations",
      parameters: [],
    });
    expect(row?.moved).toBe(good(outcome).pos);
  });
}
