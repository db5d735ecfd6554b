import type { SkeinError } from "@skein/client";
import { CircleAlert } from "lucide-react";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";

export interface FailedNoteProps {
  readonly error: SkeinError | undefined;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

/** Under a message that was refused: why, and the two ways on. */
export function FailedNote({ error, onRetry, onDiscard }: FailedNoteProps) {
  const { talk } = useTexts();
  const errorText = useErrorText();
  return (
    <div className="sk-failed" role="group" aria-label={talk.failed}>
      <CircleAlert size={16} aria-hidden="true" />
      <span>
        {talk.failed}
        {error && ` · ${errorText(error)}`}
      </span>
      <button type="button" onClick={onRetry}>
        {talk.retry}
      </button>
      <button type="button" onClick={onDiscard}>
        {talk.discard}
      </button>
    </div>
  );
}
