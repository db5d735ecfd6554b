import { useTexts } from "../text/language.tsx";
import type { Emoji } from "./emoji/emoji.ts";
import { Offer } from "./offer.tsx";
import type { Completion } from "./use-completion.ts";

export interface EmojiOfferProps {
  readonly id: string;
  readonly completion: Completion<Emoji>;
}

/** Emoji over the field, for what is written after a colon. */
export function EmojiOffer({ id, completion }: EmojiOfferProps) {
  const { emoji: texts } = useTexts();
  return (
    <Offer
      id={id}
      completion={completion}
      label={texts.offer}
      told={texts.offered}
      keyOf={({ sign }) => sign}
      renderRow={(emoji) => (
        <>
          <span className="sk-offer-sign" aria-hidden="true">
            {emoji.sign}
          </span>
          <span>{nameOf(emoji, completion.query)}</span>
        </>
      )}
    />
  );
}

/** The name by which it was found, so that one sees why it is here. */
function nameOf({ names }: Emoji, query: string): string {
  return names.find((name) => name.includes(query.toLocaleLowerCase())) ?? names[0] ?? "";
}
