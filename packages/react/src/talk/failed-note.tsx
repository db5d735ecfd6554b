import type { SkeinError } from "@skein/client";
import { CircleAlert } from "lucide-react";
import { mentionAtFault } from "./mention/unmentioned.ts";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";

export interface FailedNoteProps {
  readonly error: SkeinError | undefined;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

/** Under a message that was refused: why, and the two ways on. */
export function FailedNote({ error, onRetry, onDiscard }: FailedNoteProps) {
  const { talk, message } = useTexts();
  const errorText = useErrorText();
  const fault = mentionAtFault(error);
  const why = fault === undefined ? undefined : fault === "all" ? message.mention.notAll : message.mention.strangers;
  return (
    <div className="sk-failed" role="group" aria-label={talk.failed}>
      <CircleAlert size={16} aria-hidden="true" />
      <span>
        {talk.failed}
        {error && ` · ${why ?? errorText(error)}`}
      </span>
      <span className="sk-failed-ways">
        <button type="button" onClick={onRetry}>
          {why === undefined ? talk.retry : message.mention.sendWithout}
        </button>
        <button type="button" onClick={onDiscard}>
          {talk.discard}
        </button>
      </span>
    </div>
  );
}
