import type { Conversation, Item, Observable } from "@skein/client";
import { useEffect, useMemo, useState } from "react";
import { useObservable } from "../hook/use-observable.ts";
import { isMessage } from "../talk/kind/kinds.ts";
import type { MessageItem } from "../talk/kind/row.ts";
import { useTalk, useTalkNow } from "../talk/talk-state.tsx";

const nothing: Observable<undefined> = { get: () => undefined, subscribe: () => () => undefined };

interface Draft {
  readonly text: string;
  readonly reply: number | undefined;
}

interface Wanted {
  readonly seq: number | undefined;
}

export interface DraftInput {
  readonly conversation: Conversation;
  readonly setText: (text: string) => void;
}

/**
 * The draft of a conversation, in step with one's other devices: what they have written comes into the field, with the message that it
 * answers. The SDK lets none come over what is being written here.
 *
 * @returns keeps what stands in the field now
 */
export function useDraft({ conversation, setText }: DraftInput): (text: string) => void {
  const { target } = useTalkNow();
  const { setTarget } = useTalk();
  const view = useObservable(conversation.view);
  const text = view?.draft ?? "";
  const reply = view?.draftReply;
  const editing = target?.mode === "edit";
  const answered = target?.mode === "reply" ? target.item.seq : undefined;
  /** What stands in the field. */
  const [shown, setShown] = useState<Draft>({ text, reply });
  /** What is kept, as it was looked at last. */
  const [kept, setKept] = useState<Draft>({ text, reply });
  /** The message that the draft answers, or that it answers none, where the strip above the field does not say so yet. */
  const [wanted, setWanted] = useState<Wanted | undefined>(reply === undefined ? undefined : { seq: reply });
  const seq = wanted?.seq;
  const item = useObservable<Item | null | undefined>(
    useMemo(() => (seq === undefined ? nothing : conversation.timeline.message(seq)), [conversation, seq]),
  );
  const gone = item === null || (item !== undefined && !isMessage(item));
  const [edited, setEdited] = useState(editing);
  const adopt = (): void => {
    setShown({ text, reply });
    setWanted({ seq: reply });
  };
  if (editing !== edited) {
    setEdited(editing);
    // what one has changed meanwhile was no draft, and stood in its place
    if (!editing) adopt();
  } else if (text !== kept.text || reply !== kept.reply) {
    setKept({ text, reply });
    if (!editing && (text !== shown.text || reply !== shown.reply)) {
      setText(text);
      adopt();
    }
  } else if (!editing && wanted) {
    if (seq === answered || gone) setWanted(undefined);
  } else if (!editing && shown.text !== "" && shown.reply !== answered) {
    // what is written already answers another message now
    setShown({ text: shown.text, reply: answered });
  }
  useEffect(() => {
    if (editing || !wanted || wanted.seq === answered || gone) return;
    if (wanted.seq === undefined) setTarget(undefined);
    else if (item) setTarget({ mode: "reply", item: item as MessageItem, restored: true });
  }, [editing, wanted, item, gone, answered, setTarget]);
  useEffect(() => {
    if (!editing) conversation.setDraft(shown.text, shown.reply);
  }, [editing, conversation, shown]);
  return (next) => {
    const draft = { text: next, reply: next === "" ? undefined : wanted ? seq : answered };
    setShown(draft);
    conversation.setDraft(draft.text, draft.reply);
  };
}
