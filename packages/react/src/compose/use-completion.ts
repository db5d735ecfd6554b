import { useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { insertText } from "./insert-text.ts";

/** What is being asked for at the caret: a sign, and letters after it. */
export interface AskedWord {
  /** Where its sign stands, and the caret after it. */
  readonly from: number;
  readonly to: number;
  /** The letters, without the sign. */
  readonly query: string;
}

export interface Completion<Row> {
  /** What is asked for. */
  readonly query: string;
  /** What is offered; nothing while there is nothing to offer. */
  readonly offered: readonly Row[];
  /** Which of them Enter takes. */
  readonly at: number;
  readonly point: (at: number) => void;
  readonly take: (row: Row) => void;
  /** True when the key was meant for what is offered. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** For the field: what it needs to tell. */
  readonly look: () => void;
  readonly close: () => void;
  readonly composing: (now: boolean) => void;
}

/** The word at the caret as it is now, and what a field must tell for it. */
export interface Asked extends Pick<Completion<never>, "look" | "close" | "composing"> {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Undefined where nothing is asked for, or Escape has closed what was offered for it. */
  readonly word: AskedWord | undefined;
  readonly wordNow: () => AskedWord | undefined;
  readonly refuse: () => void;
}

/**
 * What is asked for at the caret. Nothing while an input method composes: its keys are its own.
 *
 * @param read reads it from the text
 */
export function useAsked(
  field: RefObject<HTMLTextAreaElement | null>,
  read: (text: string, caret: number) => AskedWord | undefined,
): Asked {
  const [word, setWord] = useState<AskedWord>();
  /** Of the word that Escape has closed: it stays closed as long as it is that word. */
  const [refused, setRefused] = useState<number>();
  const busy = useRef(false);
  const wordNow = (): AskedWord | undefined => {
    const { current } = field;
    if (!current || busy.current || current.selectionStart !== current.selectionEnd) return undefined;
    return read(current.value, current.selectionStart);
  };
  const look = (): void => {
    const next = wordNow();
    if (next?.from === word?.from && next?.query === word?.query) return;
    setWord(next);
    if (next?.from !== refused) setRefused(undefined);
  };
  return {
    field,
    word: word?.from === refused ? undefined : word,
    wordNow,
    look,
    refuse: () => setRefused(word?.from),
    close: () => setWord(undefined),
    composing: (now) => {
      busy.current = now;
      look();
    },
  };
}

const NONE: readonly never[] = [];

/**
 * Offers something for the word at the caret: the arrows and the pointer choose, Enter, Tab and a press take it.
 *
 * @param put what goes into the text in the place of the word
 */
export function useCompletion<Row>(asked: Asked, rows: readonly Row[], put: (row: Row) => string): Completion<Row> {
  const { field, word, wordNow, refuse, look, close, composing } = asked;
  const [pointed, setPointed] = useState<{ readonly word: AskedWord | undefined; readonly at: number }>();
  const offered: readonly Row[] = word ? rows : NONE;
  // what is found later may be less than what one had pointed at
  const at = pointed?.word === word ? Math.min(pointed?.at ?? 0, Math.max(0, offered.length - 1)) : 0;
  const point = (next: number): void => setPointed({ word, at: next });
  const take = (row: Row): void => {
    const target = field.current;
    const wanted = wordNow();
    if (target && wanted) insertText(target, wanted.from, wanted.to, put(row));
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = offered[at];
    if (chosen === undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case "ArrowDown":
        point((at + 1) % offered.length);
        break;
      case "ArrowUp":
        point((at - 1 + offered.length) % offered.length);
        break;
      case "Enter":
      case "Tab":
        take(chosen);
        break;
      case "Escape":
        refuse();
        break;
      default:
        return false;
    }
    // Nobody else's key: it neither sends, nor leaves the field, nor goes back to the list.
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { query: word?.query ?? "", offered, at, point, take, onKey, look, close, composing };
}
