import type { Conversation } from "@skein/client";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useTalkNow } from "../talk/talk-state.tsx";
import { editedWords } from "./edited-words.ts";

export interface TargetTextInput {
  readonly conversation: Conversation;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly setText: (text: string) => void;
  /** Takes text as if it had been written. */
  readonly onText: (text: string) => void;
}

/** What stands in the field follows what one does with a message: its words while one changes it, then the draft again. */
export function useTargetText({ conversation, field, setText, onText }: TargetTextInput): void {
  const { target, written } = useTalkNow();
  const [seen, setSeen] = useState(target);
  if (target !== seen) {
    setSeen(target);
    if (target?.mode === "edit") setText(editedWords(target.item)?.text ?? "");
    else if (seen?.mode === "edit") setText(conversation.view.get()?.draft ?? "");
  }
  useEffect(() => {
    if (target && !target.restored) field.current?.focus();
  }, [target, field]);
  const take = useRef(onText);
  useLayoutEffect(() => {
    take.current = onText;
  });
  useEffect(() => {
    if (!written) return;
    take.current(written.text);
    field.current?.focus();
  }, [written, field]);
}
