import type { Result } from "@skein/protocol/schema";
import type { Caller } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Presence } from "../../session/presence.ts";

/** When people were last seen, for those with whom the asker shares a conversation. */
export interface PresenceReading {
  /** Only the acquainted ones are in the answer; `undefined` when never seen. */
  seenByAcquaintance(user: string, of: readonly string[]): Promise<ReadonlyMap<string, number | undefined>>;
}

/** Watches people from this connection on; strangers are told as offline and never seen. [PRES-1] [PRES-3] */
export async function watchPresence(
  room: { readonly presence: Presence; readonly seen: PresenceReading },
  caller: Caller,
  users: readonly string[],
): Promise<Result<"presence.watch">> {
  const { here } = caller;
  if (!here)
    throw new Refusal("invalid", { message: "presence is watched from a connection; over HTTP there is none" });
  const wanted = [...new Set(users)];
  const known = await room.seen.seenByAcquaintance(caller.user, wanted);
  room.presence.watch(here, [...known.keys()]);
  return {
    presence: wanted.map((user) => {
      if (!known.has(user)) return { user, online: false };
      if (room.presence.isOnline(user)) return { user, online: true };
      const seen = known.get(user);
      return seen === undefined ? { user, online: false } : { user, online: false, seen };
    }),
  };
}
