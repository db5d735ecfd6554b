import { useId, type KeyboardEvent, type ReactElement, type RefObject } from "react";
import { EmojiOffer } from "./emoji-offer.tsx";
import { MentionOffer } from "./mention/mention-offer.tsx";
import { mentionWord } from "./mention/mention-word.ts";
import { useMentionable } from "./mention/use-mentionable.ts";
import type { Picks } from "./mention/use-picks.ts";
import { offerId } from "./offer.tsx";
import { useAsked, useCompletion } from "./use-completion.ts";
import { useEmojiCompletion } from "./use-emoji-completion.ts";

export interface Completions {
  /** True when the key was meant for what is offered. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly look: () => void;
  readonly close: () => void;
  readonly composing: (now: boolean) => void;
  /** What is offered, to stand over the field. */
  readonly offer: ReactElement;
  /** For the field, while something is offered: the list, and which of its rows Enter takes. */
  readonly aria: { readonly "aria-controls"?: string; readonly "aria-activedescendant"?: string };
}

/** All that is offered for the word at the caret: people after an `@`, emoji after a colon. */
export function useCompletions(field: RefObject<HTMLTextAreaElement | null>, id: string, picks: Picks): Completions {
  const list = useId();
  const asked = useAsked(field, (text, caret) =>
    mentionWord(
      text,
      caret,
      picks.list().map(({ name }) => name),
    ),
  );
  const rows = useMentionable(id, asked.word?.query);
  const people = useCompletion(asked, rows, ({ user, name }) => {
    picks.add({ name, ...(user !== undefined && { user }) });
    return `@${name} `;
  });
  const emoji = useEmojiCompletion(field);
  const both = [people, emoji];
  const active = both.find(({ offered }) => offered.length > 0);
  return {
    onKey: (event) => both.some((one) => one.onKey(event)),
    look: () => both.forEach((one) => one.look()),
    close: () => both.forEach((one) => one.close()),
    composing: (now) => both.forEach((one) => one.composing(now)),
    offer:
      active === people ? <MentionOffer id={list} completion={people} /> : <EmojiOffer id={list} completion={emoji} />,
    aria: active ? { "aria-controls": list, "aria-activedescendant": offerId(list, active.at) } : {},
  };
}
