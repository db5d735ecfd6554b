import { useIsMe } from "../../hook/use-me.ts";
import { useTalk } from "../talk-state.tsx";
import type { Named } from "./spans.ts";

export interface MentionProps {
  /** As the text has it, `@` included. */
  readonly text: string;
  readonly named: Named;
}

/** A name in a message; a press shows who that is. The reader's own stands out. */
export function Mention({ text, named: { user } }: MentionProps) {
  const { openCard } = useTalk();
  const me = useIsMe(user ?? "");
  if (user === undefined) {
    return (
      <span className="sk-mention" data-me>
        {text}
      </span>
    );
  }
  return (
    <button type="button" className="sk-mention" data-me={me || undefined} onClick={() => openCard(user)}>
      <bdi>{text}</bdi>
    </button>
  );
}
