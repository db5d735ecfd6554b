import { useEffect } from "react";
import { useClient } from "../provider.tsx";

/** Whoever opens a conversation has done what they marked it as unread for. Marked while it is open, it stays so until it is opened again. */
export function useReadOnOpening(id: string): void {
  const client = useClient();
  useEffect(() => {
    const conversation = client.conversation(id);
    if (conversation.view.get()?.markedUnread) conversation.keep({ unread: false });
  }, [client, id]);
}
