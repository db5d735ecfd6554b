import { LIMITS } from "@skein/protocol";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { useNow } from "../../hook/use-now.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field, TextField } from "../../kit/field.tsx";
import { Toggle } from "../../kit/toggle.tsx";
import { useTexts } from "../../text/language.tsx";
import type { AttachProps } from "./attach-props.ts";
import { BLANK, faultOf, pollOf, withMore, without, withOption } from "./poll-draft.ts";

/** Asks a question to vote on. */
export function PollDialog({ open, onClose, id }: AttachProps) {
  const { kinds } = useTexts();
  const { conversation } = useConversation(id);
  const [draft, setDraft] = useState(BLANK);
  const now = useNow(10_000);
  const fault = faultOf(draft, now);
  const send = (): void => {
    if (fault) return;
    conversation.say("poll", pollOf(draft));
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={kinds.poll}
      actions={
        <Button look="primary" type="submit" form="sk-poll" disabled={fault !== undefined}>
          {kinds.send}
        </Button>
      }
    >
      <form
        id="sk-poll"
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={kinds.question}
          rows={2}
          maxLength={LIMITS.pollQuestion}
          value={draft.question}
          onChange={(event) => setDraft({ ...draft, question: event.target.value })}
        />
        {draft.options.map((option, at) => (
          <Field
            key={`option ${at + 1}`}
            label={kinds.option(at + 1)}
            maxLength={LIMITS.pollOption}
            value={option}
            onChange={(event) => setDraft(withOption(draft, at, event.target.value))}
            end={
              draft.options.length > 2 && (
                <IconButton label={kinds.removeOption(at + 1)} onClick={() => setDraft(without(draft, at))}>
                  <X size={16} aria-hidden="true" />
                </IconButton>
              )
            }
          />
        ))}
        {fault === "same" && (
          <p className="sk-field-error" role="alert">
            {kinds.sameOptions}
          </p>
        )}
        {draft.options.length < LIMITS.pollOptions && (
          <Button look="quiet" icon={<Plus size={18} aria-hidden="true" />} onClick={() => setDraft(withMore(draft))}>
            {kinds.addOption}
          </Button>
        )}
        <Toggle
          label={kinds.multiple}
          hint={kinds.multipleHint}
          checked={draft.multiple}
          onChange={(multiple) => setDraft({ ...draft, multiple })}
        />
        <Toggle
          label={kinds.anonymous}
          hint={kinds.anonymousHint}
          checked={draft.anonymous}
          onChange={(anonymous) => setDraft({ ...draft, anonymous })}
        />
        <Field
          label={kinds.closesAt}
          hint={kinds.closesAtHint}
          error={fault === "past" ? kinds.closesPast : undefined}
          type="datetime-local"
          value={draft.closesAt}
          onChange={(event) => setDraft({ ...draft, closesAt: event.target.value })}
        />
      </form>
    </Dialog>
  );
}
