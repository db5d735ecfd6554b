import type { Conversation, ConversationView } from "@skein/client";
import { createContext, useContext, useMemo } from "react";
import { unreadTotal } from "../keep/quiet.ts";
import { useClient } from "../provider.tsx";
import { useNow } from "./use-now.ts";
import { useObservable } from "./use-observable.ts";

/** What stands for a conversation below here: a thread in it. */
export const StandIn = createContext<Conversation | undefined>(undefined);

/** All conversations, the latest first. */
export function useConversations(): readonly ConversationView[] {
  return useObservable(useClient().conversations);
}

/** Whether the list is known: from the local store or from the server. */
export function useReady(): boolean {
  return useObservable(useClient().ready);
}

/** One conversation and what can be done in it; within a thread of it, that thread. `view` is undefined while it is not known. */
export function useConversation(id: string): {
  readonly conversation: Conversation;
  readonly view: ConversationView | undefined;
} {
  const client = useClient();
  const standIn = useContext(StandIn);
  const conversation = useMemo(() => (standIn?.id === id ? standIn : client.conversation(id)), [client, standIn, id]);
  return { conversation, view: useObservable(conversation.view) };
}

/** Unread messages in all conversations together, without those that are muted. */
export function useUnread(): number {
  return unreadTotal(useConversations(), useNow());
}
