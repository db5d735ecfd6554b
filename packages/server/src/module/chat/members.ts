import type { Result } from "@skein/protocol/schema";
import { Json } from "../../message/encode.ts";
import type { Reading } from "../../message/read.ts";
import { NUM } from "../../message/shown.ts";

type Member = Result<"conversation.members">["members"][number];

/**
 * A page of members with their names, in the order of their ids. From the store, which holds them in that order: in memory a hundred thousand
 * would be sorted for each page.
 */
export async function readMembers(
  { storage, people }: Pick<Reading, "storage" | "people">,
  conv: string,
  after: string,
  limit: number,
): Promise<Json> {
  const rows = await storage.query<Member>({
    sql: `SELECT m."user", m.role, m.read, m.delivered FROM members m WHERE m.conv = ${NUM} AND m."user" > ? ORDER BY m."user" LIMIT ?`,
    parameters: [conv, after, limit + 1],
  });
  const page = rows.slice(0, limit);
  const users = await people.profiles(new Set(page.map(({ user }) => user)));
  const next = rows.length > limit ? `,"next":${JSON.stringify(page.at(-1)?.user)}` : "";
  return new Json(`{"members":${JSON.stringify(page)},"users":[${users.join(",")}]${next}}`);
}
