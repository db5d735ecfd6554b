import { LIMITS } from "@skein/protocol";
import type { Params, Result } from "@skein/protocol/schema";
import type { Reading } from "../../message/read.ts";
import { NUM } from "../../message/shown.ts";
import { targetOf } from "./target.ts";

/** A page of those who reacted, in the order in which they did. */
export async function reactorsOf(
  reading: Reading,
  user: string,
  { conv, seq, after = 0 }: Params<"message.reactors">,
): Promise<Result<"message.reactors">> {
  await targetOf(reading, user, conv, seq);
  const found = await reading.storage.query<{ person: string; emoji: string; op: number }>({
    sql: `SELECT person, emoji, op FROM reactions WHERE conv = ${NUM} AND seq = ? AND op > ? ORDER BY op LIMIT ?`,
    parameters: [conv, seq, after, LIMITS.page + 1],
  });
  const page = found.slice(0, LIMITS.page);
  const last = found.length > LIMITS.page ? page.at(-1) : undefined;
  return {
    reactors: page.map(({ person, emoji }) => ({ user: person, emoji })),
    ...(last && { next: last.op }),
  };
}
