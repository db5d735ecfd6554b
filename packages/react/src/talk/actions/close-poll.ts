import { CircleStop } from "lucide-react";
import { now } from "../../clock.ts";
import type { MessageAction } from "./row.ts";

/** Ends a poll: its author, and who leads its group. */
export const closePollAction: MessageAction = {
  id: "close-poll",
  icon: CircleStop,
  label: ({ kinds }) => kinds.closePoll,
  offered: (item, { me, view }) => {
    const { kind, from, seq, poll, body, recalled } = item;
    if (kind !== "poll" || seq === undefined || poll?.closed || recalled) return false;
    if (body.closesAt !== undefined && body.closesAt <= now()) return false;
    return from === me || (view?.kind === "group" && view.role !== "member");
  },
  run: ({ seq }, { conversation }) => {
    if (seq !== undefined) conversation.closePoll(seq);
  },
};
