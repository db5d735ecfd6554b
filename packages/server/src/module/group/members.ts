import type { Params } from "@skein/protocol/schema";
import type { Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { NUM } from "../../message/shown.ts";
import type { GroupRole } from "../../storage/storage.ts";
import { fold, spelledAs } from "../account/index.ts";
import { isReader } from "../keep/index.ts";
import { readableGroup } from "./access.ts";
import { groupCommand } from "./afresh.ts";
import { peoplePage } from "./page.ts";
import type { GroupRoom } from "./room.ts";
import { marks } from "./store.ts";

interface MemberRow {
  readonly person: string;
  readonly role: GroupRole;
  readonly nick: string | null;
  readonly muted: number;
}

/** Members page by page, read from the store: a group may have more than anybody looks at. [GROUP-15] */
export function memberCommands(room: GroupRoom): Command[] {
  const { conversations, clock } = room.line;
  return [
    groupCommand(
      conversations,
      "group.members",
      async (caller, params) => {
        const group = await readableGroup(conversations, params.conv, caller.user, "anything");
        if (isReader(group, caller.user)) throw new Refusal("forbidden");
        const now = clock.now();
        const { limit = 100 } = params;
        const rows = await room.reading.storage.query<MemberRow>(asked(params, now, limit + 1));
        const page = rows.slice(0, limit);
        const members = page.map(({ person, role, nick, muted }) => ({
          user: person,
          role,
          ...(nick === null ? {} : { nick }),
          ...(muted > now ? { mutedUntil: muted } : {}),
        }));
        const next = rows.length > limit ? page.at(-1)?.person : undefined;
        const named = page.map(({ person }) => person);
        return new Json(`{"members":${JSON.stringify(members)},${await peoplePage(room, named, next)}}`);
      },
      3,
    ),
  ];
}

function asked(
  { conv, after = "", query = "", role, muted, users }: Params<"group.members">,
  now: number,
  limit: number,
) {
  const where = [`m.conv = ${NUM}`, `m."user" > ?`];
  const parameters: unknown[] = [conv, after];
  const also = (sql: string, ...values: readonly unknown[]): void => {
    where.push(sql);
    parameters.push(...values);
  };
  const words = fold(query);
  if (words !== "") {
    // an escape character of our own: what people type is never a pattern
    const pattern = `%${words.replace(/[\\%_]/gu, "\\$&")}%`;
    const like = (column: string) => `${column} LIKE ? ESCAPE '\\'`;
    const columns = ["u.folded", "u.login", "m.sought", "u.spelled", "m.sought"];
    const spelled = spelledAs(words);
    also(`(${columns.map(like).join(" OR ")})`, pattern, pattern, pattern, spelled, spelled);
  }
  // left to itself SQLite goes by the primary key and reads each whole row: three times as long
  const people = words === "" ? "users u" : "users u INDEXED BY users_sought";
  if (role) also("m.role = ?", role);
  if (muted) also("m.muted > ?", now);
  if (users && users.length > 0) also(`m."user" IN (${marks(users.length)})`, ...users);
  return {
    sql: `SELECT m."user" AS person, m.role AS role, m.nick AS nick, m.muted AS muted
          FROM members m JOIN ${people} ON u.id = m."user" WHERE ${where.join(" AND ")} ORDER BY m."user" LIMIT ?`,
    parameters: [...parameters, limit],
  };
}
