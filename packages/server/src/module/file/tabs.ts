import type { Params } from "@skein/protocol/schema";
import { memberOf } from "../../message/admit.ts";
import { Json } from "../../message/encode.ts";
import { foldedJson, readEntries, type Reading } from "../../message/read.ts";
import { NUM } from "../../message/shown.ts";
import type { Forget } from "../message/index.ts";
import type { Statement } from "../../storage/storage.ts";
import { TABS } from "./migrations.ts";

/** A page of what is found under a tab of a conversation, the newest first: what is before a message, or the nearest after one. [FILE-11] */
export async function readTab(reading: Reading, user: string, params: Params<"conversation.files">): Promise<Json> {
  const { conv, what, before = Number.MAX_SAFE_INTEGER, after, limit = 50 } = params;
  const conversation = await memberOf(reading.conversations, conv, user);
  const found = await reading.storage.query<{ seq: number }>({
    // what only its author sees is not for others, and what one deleted for oneself is gone
    sql: `SELECT t.seq FROM entry_tabs t JOIN entries e ON e.conv = t.conv AND e.seq = t.seq
          WHERE t.conv = ${NUM} AND t.what = ${TABS[what]} AND t.seq < ? AND t.seq >= ?
            AND (e.sender = ? OR e.body NOT LIKE '{"hidden":%')
            AND NOT EXISTS (SELECT 1 FROM kept_messages k WHERE k.person = ? AND k.conv = t.conv AND k.seq = t.seq AND k.gone > 0)
          ORDER BY t.seq ${after === undefined ? "DESC" : "ASC"} LIMIT ${limit + 1}`,
    parameters: [conv, before, Math.max(conversation.readableFrom(user), (after ?? -1) + 1), user, user],
  });
  const page = found.slice(0, limit).map(({ seq }) => seq);
  const entries = (await readEntries(reading, conv, page)).toReversed();
  const users = await reading.people.profiles(new Set(entries.map(({ from }) => from)));
  const next = found.length > limit ? `,"next":${page.at(-1)}` : "";
  return new Json(`{"entries":${await foldedJson(reading, user, entries)},"users":[${users.join(",")}]${next}}`);
}

/** Of what was taken back no file is left, nor who listened to it. Files that are in no other message go with the next sweep. */
export const forgetFiles: Forget = (conv, seq) => [
  {
    sql: `UPDATE files SET used = 0 WHERE id IN (SELECT file FROM file_refs WHERE conv = ${NUM} AND seq = ?)`,
    parameters: [conv, seq],
  },
  ...[
    "file_refs WHERE seq = ?",
    `entry_tabs WHERE what IN (${Object.values(TABS).join(", ")}) AND seq = ?`,
    "played WHERE seq = ?",
  ].map((rows) => ({ sql: `DELETE FROM ${rows} AND conv = ${NUM}`, parameters: [seq, conv] })),
];

/** Files of somebody who goes for good stay where they are in messages, as these do; the others go with the next sweep. */
export function eraseFiles(person: string): Statement {
  return { sql: "UPDATE files SET used = 0 WHERE owner = ?", parameters: [person] };
}
