import { createHash } from "node:crypto";
import { AVATAR_COLORS, selfId } from "@skein/protocol";
import type { Params } from "@skein/protocol/schema";
import { base32 } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Json } from "../../message/encode.ts";
import { readConversation } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { GroupRoom } from "./room.ts";
import { createGroup, insertMembers, notice } from "./store.ts";

/** The id follows from maker and key: the same key again finds the same group. [GROUP-1] */
function groupId(user: string, key: string): string {
  return `g:${base32(createHash("sha256").update(`${user}\n${key}`).digest().subarray(0, 10))}`;
}

export async function create(
  { line, reading }: GroupRoom,
  user: string,
  params: Params<"group.create">,
): Promise<Json> {
  const id = groupId(user, params.key);
  const others = [...new Set(params.users)].filter((other) => other !== user);
  if (!(await line.conversations.get(id))) await make(line, id, user, others, params);
  return readConversation(reading, user, id);
}

async function make(
  line: Line,
  id: string,
  user: string,
  others: readonly string[],
  params: Params<"group.create">,
): Promise<void> {
  await mustExist(line, others);
  const everyone = [user, ...others];
  const color = params.color ?? (id.codePointAt(2) ?? 0) % AVATAR_COLORS;
  const settings = JSON.stringify(params.channel ? { channel: true } : {});
  const rows = [
    createGroup(id, { name: params.name, color, size: everyone.length, settings }, line.clock.now()),
    insertMembers(id, [user], "owner"),
  ];
  if (others.length > 0) rows.push(insertMembers(id, others, "member"));
  try {
    await line.commit.submit({
      rows,
      entries: [
        notice(id, user, "group.created", { name: params.name, users: everyone }),
        ...everyone.map((person) => notice(selfId(person), user, "self.joined", { conv: id })),
      ],
    });
  } catch (fault) {
    // the same key at the same time: the other one made it
    if (!(Refusal.is(fault, "conflict") && (await line.conversations.get(id)))) throw fault;
  }
}

export async function mustExist(line: Line, users: readonly string[]): Promise<void> {
  for (const user of users) if (!(await line.people.exists(user))) throw new Refusal("not_found");
}
