import { useEffect } from "react";
import { useAnnounce } from "../kit/live-region.tsx";
import { useTexts } from "../text/language.tsx";
import type { Emoji } from "./emoji/emoji.ts";
import type { EmojiCompletion } from "./use-emoji-completion.ts";

export interface EmojiOfferProps {
  /** Of the list; each row has it with its place behind. */
  readonly id: string;
  readonly completion: EmojiCompletion;
}

/** The id of a row, by which the field tells which one Enter takes. */
export const offerId = (id: string, at: number): string => `${id}-${at}`;

/** Emoji over the field, for what is written after a colon. The focus stays in the field. */
export function EmojiOffer({ id, completion }: EmojiOfferProps) {
  const { emoji: texts } = useTexts();
  const announce = useAnnounce();
  const { offered, at, point, take } = completion;
  const count = offered.length;
  useEffect(() => {
    if (count > 0) announce(texts.offered(count));
  }, [announce, texts, count]);
  if (count === 0) return null;
  return (
    <div className="sk-offer sk-scroll" role="listbox" id={id} aria-label={texts.offer} tabIndex={-1}>
      {offered.map((emoji, index) => (
        <button
          key={emoji.sign}
          type="button"
          id={offerId(id, index)}
          role="option"
          tabIndex={-1}
          className="sk-offer-row"
          aria-selected={index === at}
          ref={index === at ? intoView : undefined}
          // The press must not take the focus, and with it a phone's keyboard, from the field.
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => point(index)}
          onClick={() => take(emoji)}
        >
          <span className="sk-offer-sign" aria-hidden="true">
            {emoji.sign}
          </span>
          <span>{nameOf(emoji, completion.query)}</span>
        </button>
      ))}
    </div>
  );
}

/** The name by which it was found, so that one sees why it is here. */
function nameOf({ names }: Emoji, query: string): string {
  return names.find((name) => name.includes(query.toLocaleLowerCase())) ?? names[0] ?? "";
}

const intoView = (row: HTMLElement | null): void => row?.scrollIntoView({ block: "nearest" });
