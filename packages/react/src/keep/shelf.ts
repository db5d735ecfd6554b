import type { ConversationView } from "@skein/client";

/** Where a conversation is found: the list, or the archive. What is hidden stands in neither until something newer is said. */
export type Shelf = "list" | "archive";

/** Conversations of one of them, in their order. */
export function onShelf<V extends Pick<ConversationView, "hidden" | "archived">>(
  conversations: readonly V[],
  shelf: Shelf,
): readonly V[] {
  return conversations.filter(({ hidden, archived }) => !hidden && archived === (shelf === "archive"));
}

/** Whether one has something to look at there, by messages or by one's own mark. */
export function callsForReader({ unread, markedUnread }: Pick<ConversationView, "unread" | "markedUnread">): boolean {
  return unread > 0 || markedUnread;
}
