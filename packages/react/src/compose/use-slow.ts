import type { Item } from "@skein/client";
import { useCallback, useSyncExternalStore } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useTimeLeft } from "../hook/use-time-left.ts";

export interface Slow {
  /** From one message to the next, ms; 0: one may speak as one likes. */
  readonly pause: number;
  /** Until one may speak again, ms. */
  readonly left: number;
}

/** How long one has to wait in a group that is slow. Owners and admins never are. [GROUP-10] */
export function useSlow(id: string): Slow {
  const { conversation, view } = useConversation(id);
  const me = useMe()?.profile.id;
  const pause = view?.role === "member" ? (view.settings?.slow ?? 0) * 1_000 : 0;
  const { state } = conversation.timeline;
  const get = useCallback(() => lastSpoken(state.get().items, me), [state, me]);
  const spoke = useSyncExternalStore(state.subscribe, get, get);
  const left = useTimeLeft(pause > 0 && spoke !== undefined ? spoke + pause : undefined);
  return { pause, left };
}

/** When one spoke last, as far as it is loaded; what was refused does not count. */
function lastSpoken(items: readonly Item[], me: string | undefined): number | undefined {
  return items.findLast(({ from, said, state }) => from === me && said && state !== "failed")?.at;
}
