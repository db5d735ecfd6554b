import type { Conversation, Item } from "@skein/client";
import type { Bodies } from "@skein/protocol";
import { isMessage } from "../talk/kind/kinds.ts";
import type { MessageItem } from "../talk/kind/row.ts";
import type { Named } from "../talk/mention/spans.ts";
import { mentionsIn } from "./mention/picks.ts";

/** The message that one would change: one's own last one in words. */
export function lastOwnText(items: readonly Item[], me: string | undefined): MessageItem | undefined {
  return items.findLast(
    (item): item is MessageItem<"text"> =>
      item.kind === "text" && item.from === me && item.seq !== undefined && isMessage(item),
  );
}

/** Says a message anew, where that says something else. */
export function changeMessage(
  conversation: Conversation,
  { seq = 0, body }: MessageItem,
  text: string,
  picks: readonly Named[],
): void {
  const { mentions: _past, ...rest } = body;
  const before = { text: "text" in body ? body.text : "", mentions: body.mentions };
  const mentions = mentionsIn(text, picks, before);
  const { preview, ...words } = rest as Bodies["text"];
  const next = {
    ...words,
    text,
    ...(mentions && { mentions }),
    ...(preview && text.includes(preview.url) && { preview: { url: preview.url } }),
  };
  if (before.text !== text || JSON.stringify(mentions) !== JSON.stringify(before.mentions))
    conversation.edit(seq, next);
}
