import type { Result } from "@skein/protocol/schema";
import type { Caller } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Presence } from "../../session/presence.ts";

/** When people were last seen, of those whom the asker may see. */
export interface PresenceReading {
  /** Only those whom the asker may see are in the answer; `undefined` when never seen. */
  visible(user: string, of: readonly string[]): Promise<ReadonlyMap<string, number | undefined>>;
}

/** Looks that may be overtaken by changes of who may see whom, before the last one counts. */
const TRIES = 5;

/** Watches people from this connection on; whom the asker may not see is told as offline and never seen. [PRES-1] [PRES-3] [PRIV-3] */
export async function watchPresence(
  room: { readonly presence: Presence; readonly seen: PresenceReading },
  caller: Caller,
  users: readonly string[],
): Promise<Result<"presence.watch">> {
  const { here } = caller;
  if (!here)
    throw new Refusal("invalid", { message: "presence is watched from a connection; over HTTP there is none" });
  const wanted = [...new Set(users)];
  let { changes } = room.presence;
  let known = await room.seen.visible(caller.user, wanted);
  for (let tried = 1; changes !== room.presence.changes && tried < TRIES; tried++) {
    changes = room.presence.changes;
    known = await room.seen.visible(caller.user, wanted);
  }
  room.presence.watch(here, caller.user, wanted, known);
  return {
    presence: wanted.map((user) => {
      if (!known.has(user)) return { user, online: false };
      if (room.presence.isOnline(user)) return { user, online: true };
      const seen = known.get(user);
      return seen === undefined ? { user, online: false } : { user, online: false, seen };
    }),
  };
}
