import type { Result } from "@skein/protocol/schema";
import type { Conversation } from "../../message/conversation.ts";
import { Json } from "../../message/encode.ts";
import type { People } from "../../message/people.ts";

/** A page of members with their names, in the order of their ids. */
export async function readMembers(
  people: People,
  conversation: Conversation,
  after: string,
  limit: number,
): Promise<Json> {
  const ids = [...conversation.members.keys()].filter((id) => id > after).sort();
  const page = ids.slice(0, limit);
  const members: Result<"conversation.members">["members"] = [];
  for (const user of page) {
    const state = conversation.members.get(user);
    if (state) members.push({ user, role: state.role, read: state.read, delivered: state.delivered });
  }
  const users = await people.profiles(page);
  const next = ids.length > limit ? `,"next":${JSON.stringify(page.at(-1))}` : "";
  return new Json(`{"members":${JSON.stringify(members)},"users":[${users.join(",")}]${next}}`);
}
