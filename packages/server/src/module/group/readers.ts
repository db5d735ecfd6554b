import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import { Json } from "../../message/encode.ts";
import { readEntries } from "../../message/read.ts";
import { NUM } from "../../message/shown.ts";
import { isReader } from "../keep/index.ts";
import { peoplePage } from "./page.ts";
import type { GroupRoom } from "./room.ts";

interface Counts {
  readonly n: number;
  readonly have: number | null;
  readonly reached: number | null;
}

/** Who has read a message: by the marks of members, whatever their number, never by rows of messages. [GROUP-16] */
export function readerCommands(room: GroupRoom): Command[] {
  const { line, reading } = room;
  return [
    command(
      "message.readers",
      async (caller, { conv, seq, after = "", limit = 100, unread = false }) => {
        const conversation = await memberOf(line.conversations, conv, caller.user);
        if (isReader(conversation, caller.user)) throw new Refusal("forbidden");
        const [entry] = await readEntries(reading, conv, [seq]);
        if (!entry || seq < conversation.readableFrom(caller.user)) throw new Refusal("not_found");
        // whoever may not read it is no reader of it
        const of = `FROM members WHERE conv = ${NUM} AND "user" <> ? AND since <= ?`;
        const [counted, rows] = await Promise.all([
          reading.storage.query<Counts>({
            sql: `SELECT count(*) AS n, sum(CASE WHEN read >= ? THEN 1 ELSE 0 END) AS have,
                  sum(CASE WHEN delivered >= ? THEN 1 ELSE 0 END) AS reached ${of}`,
            parameters: [seq, seq, conv, entry.from, seq],
          }),
          reading.storage.query<{ person: string }>({
            sql: `SELECT "user" AS person ${of} AND read ${unread ? "<" : ">="} ? AND "user" > ? ORDER BY "user" LIMIT ?`,
            parameters: [conv, entry.from, seq, seq, after, limit + 1],
          }),
        ]);
        const { n = 0, have = 0, reached = 0 } = counted[0] ?? {};
        const readers = rows.slice(0, limit).map(({ person }) => person);
        const next = rows.length > limit ? readers.at(-1) : undefined;
        return new Json(
          `{"read":${Number(have ?? 0)},"delivered":${Number(reached ?? 0)},"of":${Number(n)},"readers":${JSON.stringify(readers)},${await peoplePage(room, readers, next)}}`,
        );
      },
      3,
    ),
  ];
}
