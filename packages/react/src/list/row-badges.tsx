import type { ConversationView } from "@skein/client";
import { BellOff, Pin } from "lucide-react";
import { RequestsBadge } from "../group/requests-badge.tsx";
import { useNow } from "../hook/use-now.ts";
import { Badge } from "../kit/badge.tsx";
import { isQuiet } from "../keep/quiet.ts";
import { useTexts } from "../text/language.tsx";
import { MentionBadge } from "./mention-badge.tsx";

/** At the end of a conversation's row: that it is pinned, and what is unread; grey where it is muted. */
export function RowBadges({ view }: { readonly view: ConversationView }) {
  const { keep } = useTexts();
  const quiet = isQuiet(view, useNow());
  const { unread, markedUnread, pinned } = view;
  return (
    <>
      {pinned !== undefined && (
        <span className="sk-row-pin">
          <Pin size={14} aria-hidden="true" />
          <span className="sk-hidden">{keep.pinned}</span>
        </span>
      )}
      <RequestsBadge view={view} />
      <MentionBadge count={view.mentions.length} />
      <Badge count={unread} quiet={quiet} />
      {unread === 0 && markedUnread && (
        <span className="sk-badge sk-badge-dot" data-quiet={quiet || undefined}>
          <span className="sk-hidden">{keep.markedUnread}</span>
        </span>
      )}
    </>
  );
}

/** Beside a conversation's name: that it is muted. */
export function QuietMark({ view }: { readonly view: ConversationView }) {
  const { keep } = useTexts();
  if (!isQuiet(view, useNow())) return null;
  return (
    <span className="sk-row-quiet">
      <BellOff size={14} aria-hidden="true" />
      <span className="sk-hidden">{keep.muted}</span>
    </span>
  );
}
