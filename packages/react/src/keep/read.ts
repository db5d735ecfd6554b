import { CheckCheck, MessageSquareDot } from "lucide-react";
import type { KeepAction } from "./row.ts";
import { callsForReader } from "./shelf.ts";

export const readAction: KeepAction = {
  id: "read",
  icon: CheckCheck,
  swipe: true,
  label: ({ list }) => list.markRead,
  offered: callsForReader,
  run: ({ id, markedUnread }, { client }) => {
    const conversation = client.conversation(id);
    conversation.markRead();
    if (markedUnread) conversation.keep({ unread: false });
  },
};

export const unreadAction: KeepAction = {
  id: "unread",
  icon: MessageSquareDot,
  swipe: true,
  label: ({ keep }) => keep.markUnread,
  offered: (view) => !callsForReader(view),
  run: ({ id }, { client }) => client.conversation(id).keep({ unread: true }),
};
