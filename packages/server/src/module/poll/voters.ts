import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import { NUM } from "../../message/shown.ts";
import { pollAt, type PollRoom } from "./poll.ts";

/** A page of those who chose an option, in the order of their votes. */
export async function readVoters(room: PollRoom, user: string, params: Params<"poll.voters">): Promise<Json> {
  const { conv, seq, choice, after = "0", limit = 50 } = params;
  const { body } = await pollAt(room, user, conv, seq);
  if (!/^\d{1,16}$/.test(after)) throw new Refusal("invalid", { path: "/after", message: "not the `next` of a page" });
  if (body.anonymous) throw new Refusal("forbidden");
  if (choice >= body.options.length) throw new Refusal("invalid", { path: "/choice", message: "no such option" });
  const found = await room.reading.storage.query<{ person: string; op: number }>({
    sql: `SELECT person, op FROM poll_votes WHERE conv = ${NUM} AND seq = ? AND op > ? AND (mask & ${1 << choice}) <> 0
          ORDER BY op LIMIT ${limit + 1}`,
    parameters: [conv, seq, Number(after)],
  });
  const page = found.slice(0, limit);
  const voters = page.map(({ person }) => person);
  const users = await room.reading.people.profiles(voters);
  const next = found.length > limit ? `,"next":"${page.at(-1)?.op}"` : "";
  return new Json(`{"voters":${JSON.stringify(voters)},"users":[${users.join(",")}]${next}}`);
}
