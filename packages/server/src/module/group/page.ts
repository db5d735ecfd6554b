import type { GroupRoom } from "./room.ts";

/** The end of a page that names people: who they are, and where to go on. */
export async function peoplePage(room: GroupRoom, users: readonly string[], next: string | undefined): Promise<string> {
  const profiles = await room.line.people.profiles(new Set(users));
  return `"users":[${profiles.join(",")}]${next === undefined ? "" : `,"next":${JSON.stringify(next)}`}`;
}
