import { plainText } from "@skein/protocol";
import { useTexts } from "../../text/language.tsx";
import { MarkupView } from "../markup-view.tsx";
import { useNamed } from "../mention/use-named.ts";
import { onlyEmoji } from "../only-emoji.ts";
import { PageCard } from "./page-card.tsx";
import type { ContentProps, MessageKind } from "./row.ts";

/** Words, in the safe Markdown subset. */
export const textKind: MessageKind<"text"> = {
  Content: TextContent,
  words: ({ text }) => plainText(text),
  copy: ({ text }) => text,
  edits: "text",
  bare: ({ text }) => onlyEmoji(text) > 0,
};

function TextContent({ item, end }: ContentProps<"text">) {
  const { kinds } = useTexts();
  const { text, interrupted, mentions, preview } = item.body;
  const page = preview?.title === undefined ? undefined : preview;
  const named = useNamed(mentions);
  return (
    <div className="sk-text" data-emoji={onlyEmoji(text) || undefined}>
      {text !== "" && <MarkupView text={text} named={named} end={item.growing ? <Caret /> : page ? undefined : end} />}
      {text === "" && <Caret />}
      {page && <PageCard page={page} />}
      {page && <div className="sk-card-foot">{end}</div>}
      {interrupted && <p className="sk-interrupted">{kinds.interrupted}</p>}
    </div>
  );
}

/** Where the next words of a message that grows will come. */
function Caret() {
  const { kinds } = useTexts();
  return (
    <>
      <span className="sk-caret" aria-hidden="true" />
      <span className="sk-hidden">{kinds.growing}</span>
    </>
  );
}
