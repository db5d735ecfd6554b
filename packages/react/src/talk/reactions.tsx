import type { Item } from "@skein/client";
import { useConversation } from "../hook/use-conversations.ts";
import { classes } from "../kit/classes.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { useWords } from "./kind/use-words.ts";

/** Under a bubble: each emoji with how many gave it; a press gives one's own, or takes it back. */
export function Reactions({ id, item }: { readonly id: string; readonly item: Item }) {
  const { message } = useTexts();
  const formats = useFormats();
  const { conversation } = useConversation(id);
  const { wording } = useWords();
  const { reactions = [], seq } = item;
  if (reactions.length === 0 || seq === undefined) return null;
  return (
    <div className="sk-reactions" role="group" aria-label={message.reactionsLabel}>
      {reactions.map(({ emoji, count, mine = false, users }) => (
        <button
          key={emoji}
          type="button"
          className={classes("sk-reaction", mine && "sk-reaction-mine")}
          aria-pressed={mine}
          aria-label={message.reaction(emoji, count)}
          title={users.map(wording.nameOf).join(", ")}
          tabIndex={-1}
          onClick={() => conversation.react(seq, emoji, !mine)}
        >
          <span aria-hidden="true">{emoji}</span>
          <span aria-hidden="true">{formats.number(count)}</span>
        </button>
      ))}
    </div>
  );
}
