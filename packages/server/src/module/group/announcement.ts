import { selfId } from "@skein/protocol";
import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";
import { groupFor, readableGroup, rolesThatMay, settingsOf } from "./access.ts";
import { groupCommand, retriedAfresh } from "./afresh.ts";
import { peoplePage } from "./page.ts";
import { DONE, type GroupRoom } from "./room.ts";
import { settled } from "./settings.ts";
import { notice, stillHas, stillThere } from "./store.ts";

/** What everybody should read, and who has. [GROUP-17] */
export function announcementCommands(room: GroupRoom): Command[] {
  const { line } = room;
  const { conversations } = line;
  return [
    groupCommand(conversations, "group.announce", (caller, { conv, text }) =>
      retriedAfresh(conversations, conv, () => announce(room, caller.user, conv, text.trim())),
    ),
    groupCommand(conversations, "group.announcement.read", async (caller, { conv, id }) => {
      const group = await groupFor(conversations, conv, caller.user, "anything");
      if (settingsOf(group).announcement?.id !== id) throw new Refusal("ended");
      try {
        await line.commit.submit({
          rows: [hasRead(conv, caller.user, id)],
          entries: [notice(selfId(caller.user), caller.user, "self.group", { conv })],
        });
      } catch (fault) {
        // was read before
        if (!Refusal.is(fault, "conflict")) throw fault;
      }
      return DONE;
    }),
    groupCommand(
      conversations,
      "group.announcement.readers",
      async (caller, { conv, after = "", limit = 100, unread = false }) => {
        const group = await readableGroup(conversations, conv, caller.user, "announce");
        const id = settingsOf(group).announcement?.id ?? 0;
        const from = `FROM members m LEFT JOIN group_reads r ON r.conv = m.conv AND r.person = m."user" AND r.id = ? WHERE m.conv = ${NUM}`;
        const [counted, rows] = await Promise.all([
          room.reading.storage.query<{ n: number }>({
            sql: `SELECT count(r.person) AS n ${from}`,
            parameters: [id, conv],
          }),
          room.reading.storage.query<{ person: string }>({
            sql: `SELECT m."user" AS person ${from} AND r.person IS ${unread ? "" : "NOT "}NULL AND m."user" > ? ORDER BY m."user" LIMIT ?`,
            parameters: [id, conv, after, limit + 1],
          }),
        ]);
        const readers = rows.slice(0, limit).map(({ person }) => person);
        const next = rows.length > limit ? readers.at(-1) : undefined;
        return new Json(
          `{"read":${Number(counted[0]?.n ?? 0)},"of":${group.members.size},"readers":${JSON.stringify(readers)},${await peoplePage(room, readers, next)}}`,
        );
      },
      2,
    ),
  ];
}

async function announce({ line }: GroupRoom, user: string, conv: string, text: string): Promise<object> {
  const group = await groupFor(line.conversations, conv, user, "announce");
  const known = settingsOf(group).announcement;
  if (text === "" && !known) return DONE;
  const at = line.clock.now();
  const id = Math.max(at, (known?.id ?? 0) + 1);
  const announcement = text === "" ? null : { id, text, by: user, at };
  await line.commit.submit({
    rows: [
      stillThere(conv),
      stillHas(conv, user, rolesThatMay(group, "announce")),
      settled(group, { announcement }),
      ...(announcement ? [hasRead(conv, user, id)] : []),
    ],
    entries: [notice(conv, user, "group.updated", { settings: { announcement } })],
  });
  return DONE;
}

function hasRead(conv: string, user: string, id: number): Statement {
  return {
    sql: `INSERT INTO group_reads (conv, person, id) SELECT num, ?, ? FROM conversations WHERE id = ?
          ON CONFLICT (conv, person) DO UPDATE SET id = excluded.id WHERE group_reads.id < excluded.id`,
    parameters: [user, id, conv],
    expect: { changes: 1, error: "conflict" },
  };
}
