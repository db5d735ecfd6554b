import type { TimelineState } from "@skein/client";
import { useEffect } from "react";
import { useConversation } from "./use-conversations.ts";
import { useObservable } from "./use-observable.ts";

/** The lines of a conversation, live as long as the component is there. */
export function useTimeline(id: string): TimelineState & {
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
} {
  const { timeline } = useConversation(id).conversation;
  useEffect(() => timeline.open(), [timeline]);
  return {
    ...useObservable(timeline.state),
    loadOlder: () => timeline.loadOlder(),
    loadNewer: () => timeline.loadNewer(),
  };
}
