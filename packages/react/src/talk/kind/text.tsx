import { plainText } from "@skein/protocol";
import { MarkupView } from "../markup-view.tsx";
import { onlyEmoji } from "../only-emoji.ts";
import type { ContentProps, MessageKind } from "./row.ts";

/** Words, in the safe Markdown subset. */
export const textKind: MessageKind<"text"> = {
  Content: TextContent,
  words: ({ text }) => plainText(text),
  copy: ({ text }) => text,
  bare: ({ text }) => onlyEmoji(text) > 0,
};

function TextContent({ item, end }: ContentProps<"text">) {
  const { text } = item.body;
  return (
    <div className="sk-text" data-emoji={onlyEmoji(text) || undefined}>
      <MarkupView text={text} end={end} />
    </div>
  );
}
