import { AtSign } from "lucide-react";
import { IconButton } from "../../kit/button.tsx";
import { useFormats, useTexts } from "../../text/language.tsx";
import { useTalk } from "../talk-state.tsx";
import { type MentionsLeftInput, useMentionsLeft } from "./use-mentions-left.ts";

/** Over the lines: goes to the oldest mention that was not seen yet, and says how many there are. */
export function MentionJump(input: MentionsLeftInput) {
  const { mention } = useTexts().message;
  const formats = useFormats();
  const { jump } = useTalk();
  const { left, gone } = useMentionsLeft(input);
  const [oldest] = left;
  if (oldest === undefined) return null;
  return (
    <div className="sk-jump-one">
      <IconButton
        label={mention.go(left.length)}
        onClick={() => {
          jump(oldest);
          gone(oldest);
        }}
      >
        <AtSign size={20} aria-hidden="true" />
      </IconButton>
      <span className="sk-badge" aria-hidden="true">
        {formats.number(left.length)}
      </span>
    </div>
  );
}
