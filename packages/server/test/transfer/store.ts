import { join } from "node:path";
import { migrations } from "../../src/server/store.ts";
import { openSqliteInline } from "../../src/storage/sqlite/open.ts";
import type { Draft, Storage } from "../../src/storage/storage.ts";

/** Texts that a database might read otherwise than they were meant. */
const STRANGE = [
  "雁书 😀 e\u0301 \u202Eabc\u202C",
  `'quote' "double" \\ \\\\ \\n {"a,b",NULL} $1 ? E'\\x'`,
  "\u0000 as JSON has it, \t\n\r\u0001\u001f\u007f\u2028",
  "NULL",
  "",
  "long ".repeat(2_000),
];

/** A person as module/account keeps them, with strange words too. */
const PERSON = {
  sql: `INSERT INTO users (id, login, password, origin, role, name, color, about, settings, folded, claim, barred, seen, created, pos)
        VALUES (?, ?, NULL, 'local', 'member', ?, 3, ?, '{}', ?, NULL, 0, NULL, 1, 7)`,
};

interface Filling {
  readonly epoch?: string;
  readonly messages?: number;
}

/** Makes `skein.db` in a folder, with three conversations in which there is talk, and people. */
export async function makeStore(folder: string, { epoch = "old", messages = 400 }: Filling = {}): Promise<string> {
  const file = join(folder, "skein.db");
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch }, () => 1_700_000_000_000);
  for (const [at, strange] of STRANGE.entries()) {
    // which no name may hold, and PostgreSQL no text
    const name = strange.replaceAll("\u0000", "");
    const parameters = [`u${at}`, at % 2 === 0 ? `login${at}` : null, name, at % 3 === 0 ? null : name, name];
    await storage.commit([{ rows: [{ ...PERSON, parameters }] }]);
  }
  for (const id of ["g:one", "g:two", "d:u0:u1", "s:u0"]) await makeConversation(storage, id);
  await say(storage, messages);
  await storage.commit([{ marks: [{ conv: "g:one", user: "u1", read: 5, delivered: 9 }] }]);
  await storage.close();
  return file;
}

/** Goes on in a store that is there, as a server that was started again would. */
export async function goOnIn(file: string): Promise<void> {
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "x" }, () => 1_700_000_000_001);
  await say(storage, 10, "later");
  await storage.commit([{ marks: [{ conv: "g:one", user: "u1", read: 8, delivered: 9 }] }]);
  await storage.close();
}

async function makeConversation(storage: Storage, id: string): Promise<void> {
  const member = `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ?`;
  const rows = [
    {
      sql: "INSERT INTO conversations (id, kind, name, color, size, created) VALUES (?, ?, ?, NULL, 2, 5)",
      parameters: [id, id.startsWith("g:") ? "group" : "direct", `${STRANGE[1] ?? ""}${id}`],
    },
    { sql: member, parameters: ["u0", id] },
    { sql: member, parameters: ["u1", id] },
  ];
  await storage.commit([{ rows }]);
}

async function say(storage: Storage, messages: number, word = "key"): Promise<void> {
  const drafts = Array.from(
    { length: messages },
    (_, n): Draft => ({
      ...{ conv: n % 3 === 0 ? "g:one" : "d:u0:u1", from: n % 2 === 0 ? "u0" : "u1", kind: "text", byMember: true },
      countable: n % 5 > 0,
      body: JSON.stringify({ text: `${STRANGE[n % STRANGE.length] ?? ""} ${n}` }),
      ...(n % 7 === 0 ? { ref: 1 } : { key: `${word}-${n}` }),
    }),
  );
  for (const draft of drafts) await storage.commit([{ entries: [draft] }]);
}
