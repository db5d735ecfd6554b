import { createHash } from "node:crypto";
import { AVATAR_COLORS, LIMITS, selfId } from "@skein/protocol";
import type { Params } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { base32 } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Json } from "../../message/encode.ts";
import { readConversation, type Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import { groupCommand } from "./afresh.ts";
import { groupFor, MAY, MAY_REMOVE, roleOf } from "./access.ts";
import {
  changeGroup,
  createGroup,
  insertMembers,
  leaveGroup,
  notice,
  recount,
  removeMember,
  setRole,
  stillHas,
} from "./store.ts";

const DONE = {};
const EVERYONE = ["owner", "admin", "member"] as const;

export function groupCommands(line: Line, reading: Reading): Command[] {
  return [
    command("group.create", (caller, params) => create(line, reading, caller.user, params), 10),
    groupCommand(line.conversations, "group.add", (caller, { conv, users }) => add(line, caller.user, conv, users), 5),
    groupCommand(line.conversations, "group.update", async (caller, { conv, name, color }) => {
      await groupFor(line.conversations, conv, caller.user, MAY.change);
      if (name === undefined && color === undefined) return DONE;
      const changed = { ...(name === undefined ? {} : { name }), ...(color === undefined ? {} : { color }) };
      await line.commit.submit({
        rows: [stillHas(conv, caller.user, MAY.change), changeGroup(conv, name, color)],
        entries: [notice(conv, caller.user, "group.updated", changed)],
      });
      return DONE;
    }),
    groupCommand(line.conversations, "group.remove", async (caller, { conv, user }) => {
      const group = await groupFor(line.conversations, conv, caller.user, MAY.change);
      const allowed = MAY_REMOVE[roleOf(group, caller.user)];
      if (user === caller.user || !allowed.includes(roleOf(group, user))) throw new Refusal("forbidden");
      await line.commit.submit({
        rows: [
          stillHas(conv, caller.user, [roleOf(group, caller.user)]),
          removeMember(conv, user, allowed),
          recount(conv),
        ],
        entries: [
          notice(conv, caller.user, "member.removed", { user }),
          notice(selfId(user), caller.user, "self.left", { conv, reason: "removed" }),
        ],
      });
      return DONE;
    }),
    groupCommand(line.conversations, "group.leave", async (caller, { conv }) => {
      await groupFor(line.conversations, conv, caller.user, EVERYONE);
      await line.commit.submit({
        rows: [leaveGroup(conv, caller.user), recount(conv)],
        entries: [
          notice(conv, caller.user, "member.left", {}),
          notice(selfId(caller.user), caller.user, "self.left", { conv, reason: "left" }),
        ],
      });
      return DONE;
    }),
    groupCommand(line.conversations, "group.role", async (caller, { conv, user, role }) => {
      const group = await groupFor(line.conversations, conv, caller.user, MAY.role);
      if (roleOf(group, user) === role) return DONE;
      await line.commit.submit({
        rows: [stillHas(conv, caller.user, MAY.role), setRole(conv, user, role)],
        entries: [notice(conv, caller.user, "member.role", { user, role })],
      });
      return DONE;
    }),
  ];
}

/** The id follows from maker and key: the same key again finds the same group. [GROUP-1] */
function groupId(user: string, key: string): string {
  return `g:${base32(createHash("sha256").update(`${user}\n${key}`).digest().subarray(0, 10))}`;
}

async function create(line: Line, reading: Reading, user: string, params: Params<"group.create">): Promise<Json> {
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
      rows: [...rows, recount(id)],
      entries: [
        notice(id, user, "group.created", { name: params.name, users: everyone }),
        ...everyone.map((person) => notice(selfId(person), user, "self.joined", { conv: id })),
      ],
    });
  } catch (fault) {
    // the same key at the same time: the other one made it
    if (!(fault instanceof Refusal && fault.error === "conflict" && (await line.conversations.get(id)))) throw fault;
  }
}

/** Adds those who are not there yet; when somebody else added one of them meanwhile, looks again. [GROUP-7] */
async function add(line: Line, user: string, conv: string, users: readonly string[], tries = 3): Promise<object> {
  const group = await groupFor(line.conversations, conv, user, MAY.add);
  const newcomers = [...new Set(users)].filter((person) => !group.members.has(person));
  if (newcomers.length === 0) return DONE;
  await mustExist(line, newcomers);
  if (group.members.size + newcomers.length > LIMITS.groupMembers) throw new Refusal("group_full");
  try {
    await line.commit.submit({
      rows: [stillHas(conv, user, MAY.add), insertMembers(conv, newcomers, "member"), recount(conv)],
      entries: [
        notice(conv, user, "member.added", { users: newcomers }),
        ...newcomers.map((person) => notice(selfId(person), user, "self.joined", { conv })),
      ],
    });
    return DONE;
  } catch (fault) {
    if (!(fault instanceof Refusal && fault.error === "conflict") || tries === 0) throw fault;
    return add(line, user, conv, users, tries - 1);
  }
}

async function mustExist(line: Line, users: readonly string[]): Promise<void> {
  for (const user of users) if (!(await line.people.exists(user))) throw new Refusal("not_found");
}
