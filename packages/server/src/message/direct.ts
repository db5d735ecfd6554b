import { directId } from "@skein/protocol";
import type { Statement } from "../storage/storage.ts";

const CONVERSATION =
  "INSERT INTO conversations (id, kind, size, created) VALUES (?, 'direct', ?, ?) ON CONFLICT (id) DO NOTHING";
const MEMBER = `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ? ON CONFLICT (conv, "user") DO NOTHING`;

/** Makes a direct conversation where there is none; two who do it at once make one. */
export function createDirect(pair: readonly [string, string], now: number): Statement[] {
  const id = directId(...pair);
  const people = [...new Set(pair)];
  return [
    { sql: CONVERSATION, parameters: [id, people.length, now] },
    ...people.map((user) => ({ sql: MEMBER, parameters: [user, id] })),
  ];
}
