import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { Emoji } from "./emoji/emoji.ts";
import { type EmojiWord, emojiWord } from "./emoji-word.ts";
import { insertText } from "./insert-text.ts";
import { useEmojiFinder } from "./use-emoji-finder.ts";

export interface EmojiCompletion {
  /** What is asked for. */
  readonly query: string;
  /** What is offered; nothing while there is nothing to offer. */
  readonly offered: readonly Emoji[];
  /** Which of them Enter takes. */
  readonly at: number;
  readonly point: (at: number) => void;
  readonly take: (emoji: Emoji) => void;
  /** True when the key was meant for what is offered. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** For the field: what it needs to tell. */
  readonly look: () => void;
  readonly close: () => void;
  readonly composing: (now: boolean) => void;
}

/** More would be a list to read, not to glance at. */
const MOST = 6;

/** Offers emoji for what is written after a colon. Never while an input method composes: its keys are its own. */
export function useEmojiCompletion(field: RefObject<HTMLTextAreaElement | null>): EmojiCompletion {
  const [word, setWord] = useState<EmojiWord>();
  const [at, setAt] = useState(0);
  /** Of the word that Escape has closed: it stays closed as long as it is that word. */
  const [refused, setRefused] = useState<number>();
  const busy = useRef(false);
  const finder = useEmojiFinder(word !== undefined);
  const offered = useMemo(
    () => (word && finder && word.from !== refused ? finder.findEmoji(word.query).slice(0, MOST) : []),
    [word, finder, refused],
  );

  const look = (): void => {
    const next = wordIn(field.current, busy.current);
    if (next?.from === word?.from && next?.query === word?.query) return;
    setWord(next);
    setAt(0);
    if (next?.from !== refused) setRefused(undefined);
  };
  const take = ({ sign }: Emoji): void => {
    const target = field.current;
    const wanted = wordIn(target, busy.current);
    if (!target || !wanted) return;
    finder?.usedEmoji(sign);
    insertText(target, wanted.from, wanted.to, sign);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = offered[at];
    if (!chosen || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case "ArrowDown":
        setAt((at + 1) % offered.length);
        break;
      case "ArrowUp":
        setAt((at - 1 + offered.length) % offered.length);
        break;
      case "Enter":
      case "Tab":
        take(chosen);
        break;
      case "Escape":
        setRefused(word?.from);
        break;
      default:
        return false;
    }
    // Nobody else's key: it neither sends, nor leaves the field, nor goes back to the list.
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const composing = (now: boolean): void => {
    busy.current = now;
    look();
  };
  return {
    query: word?.query ?? "",
    offered,
    at,
    point: setAt,
    take,
    onKey,
    look,
    close: () => setWord(undefined),
    composing,
  };
}

function wordIn(field: HTMLTextAreaElement | null, composing: boolean): EmojiWord | undefined {
  if (!field || composing || field.selectionStart !== field.selectionEnd) return undefined;
  return emojiWord(field.value, field.selectionStart);
}
