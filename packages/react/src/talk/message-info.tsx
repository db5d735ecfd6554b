import type { ConversationView, Item } from "@skein/client";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { ReachedDirect } from "./reached-direct.tsx";
import { ReachedGroup } from "./reached-group.tsx";
import { useViews } from "./use-views.ts";

export interface MessageInfoProps {
  readonly id: string;
  /** Open while there is one. */
  readonly item: Item | undefined;
  readonly onClose: () => void;
}

/** When a message was sent, who has read it and whom it has reached; in a channel, how many have read it. */
export function MessageInfo({ id, item, onClose }: MessageInfoProps) {
  const { talk } = useTexts();
  const { view } = useConversation(id);
  const [shown, setShown] = useState(item);
  if (item && item !== shown) setShown(item);
  return (
    <Dialog open={item !== undefined} onClose={onClose} title={talk.infoTitle}>
      {shown?.seq !== undefined && view && <Facts view={view} item={shown} seq={shown.seq} />}
    </Dialog>
  );
}

function Views({ id, seq }: { readonly id: string; readonly seq: number }) {
  const { doors } = useTexts();
  const formats = useFormats();
  const views = useViews(id, seq);
  return (
    <>
      <dt>{doors.views}</dt>
      <dd>{views === undefined ? "…" : formats.number(views)}</dd>
    </>
  );
}

function Facts({ view, item, seq }: { readonly view: ConversationView; readonly item: Item; readonly seq: number }) {
  const { talk, doors } = useTexts();
  const formats = useFormats();
  const [delivered, setDelivered] = useState<string>();
  // In a channel only those who look after it are told who reads it.
  const named = view.kind === "group" && !(view.channel && view.role === "member");
  return (
    <>
      <dl className="sk-facts">
        <dt>{talk.sentAt}</dt>
        <dd>{formats.full(item.at)}</dd>
        {view.channel && <Views id={view.id} seq={seq} />}
        {named && (
          <>
            <dt>{doors.delivered}</dt>
            <dd>{delivered ?? "…"}</dd>
          </>
        )}
      </dl>
      {named && (
        <ReachedGroup id={view.id} seq={seq} onDelivered={(count, of) => setDelivered(doors.deliveredOf(count, of))} />
      )}
      {view.kind === "direct" && <ReachedDirect id={view.id} item={item} />}
    </>
  );
}
