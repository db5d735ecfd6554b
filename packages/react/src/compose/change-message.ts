import type { Conversation, Item } from "@skein/client";
import type { Bodies } from "@skein/protocol";
import { isMessage } from "../talk/kind/kinds.ts";
import type { MessageItem } from "../talk/kind/row.ts";
import type { Named } from "../talk/mention/spans.ts";
import { editedWords } from "./edited-words.ts";
import { mentionsIn } from "./mention/picks.ts";

/** The message that one would change: one's own last one with words. */
export function lastOwnText(items: readonly Item[], me: string | undefined): MessageItem | undefined {
  return items.findLast(
    (item): item is MessageItem =>
      item.from === me &&
      item.seq !== undefined &&
      isMessage(item) &&
      (editedWords(item as MessageItem)?.text ?? "") !== "",
  );
}

/** Says a message anew, where that says something else; its files stay, and their words may go. */
export function changeMessage(
  conversation: Conversation,
  item: MessageItem,
  text: string,
  picks: readonly Named[],
): void {
  const { seq = 0, body } = item;
  const edited = editedWords(item);
  if (!edited) return;
  const { field } = edited;
  const before = { text: edited.text, mentions: body.mentions };
  const mentions = mentionsIn(text, picks, before);
  const { mentions: _mentions, [field]: _words, preview, ...rest } = body as Bodies["text"] & Bodies["image"];
  const next = {
    ...rest,
    ...(text !== "" && { [field]: text }),
    ...(mentions && { mentions }),
    ...(preview && text.includes(preview.url) && { preview: { url: preview.url } }),
  };
  if (before.text !== text || JSON.stringify(mentions) !== JSON.stringify(before.mentions))
    conversation.edit(seq, next);
}
