import { BellOff, Moon, Timer, TimerReset } from "lucide-react";
import { useState, type ReactNode } from "react";
import { now } from "../clock.ts";
import { useConversation } from "../hook/use-conversations.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { RowButton } from "../kit/row.tsx";
import { useTexts } from "../text/language.tsx";
import { QUIET_SPANS, quietUntil, type QuietSpan } from "./quiet.ts";

const ICONS: Readonly<Record<QuietSpan, ReactNode>> = {
  hour: <Timer size={20} aria-hidden="true" />,
  hours: <TimerReset size={20} aria-hidden="true" />,
  tomorrow: <Moon size={20} aria-hidden="true" />,
  forever: <BellOff size={20} aria-hidden="true" />,
};

export interface MuteDialogProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** For how long a conversation is to be quiet: one press does it, or a day and time of one's own. */
export function MuteDialog({ id, open, onClose }: MuteDialogProps) {
  const { keep } = useTexts();
  const { conversation } = useConversation(id);
  const [chosen, setChosen] = useState("");
  const [past, setPast] = useState(false);
  const mute = (quiet: number): void => {
    conversation.keep({ quiet });
    onClose();
  };
  return (
    <Dialog open={open} onClose={onClose} title={keep.muteTitle} size="small">
      <p className="sk-field-hint">{keep.muteHint}</p>
      <div className="sk-keep-choices" role="group" aria-label={keep.muteTitle} onKeyDown={moveByArrows}>
        {QUIET_SPANS.map((span, at) => (
          <RowButton
            key={span}
            data-begin={at === 0 || undefined}
            leading={ICONS[span]}
            title={keep.spans[span]}
            onClick={() => mute(quietUntil(span, now()))}
          />
        ))}
      </div>
      <form
        className="sk-keep-until"
        onSubmit={(event) => {
          event.preventDefault();
          const quiet = new Date(chosen).getTime();
          if (quiet > now()) mute(quiet);
          else setPast(true);
        }}
      >
        <Field
          label={keep.muteUntil}
          error={past ? keep.mutePast : undefined}
          type="datetime-local"
          value={chosen}
          onChange={(event) => {
            setChosen(event.target.value);
            setPast(false);
          }}
        />
        <Button type="submit" disabled={chosen === ""}>
          {keep.mute}
        </Button>
      </form>
    </Dialog>
  );
}
