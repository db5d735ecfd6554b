import { useConversation } from "../../../hook/use-conversations.ts";
import type { MessageItem } from "../row.ts";

/** Gives a message up whose files are still on their way; undefined for those that are there. */
export function useCancel(id: string, item: MessageItem): (() => void) | undefined {
  const { conversation } = useConversation(id);
  return item.seq === undefined && item.state === "pending" ? () => conversation.discard(item.id) : undefined;
}
