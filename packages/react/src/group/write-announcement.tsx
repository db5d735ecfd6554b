import { LIMITS } from "@skein/protocol";
import { useState } from "react";
import { beginHere } from "../kit/begin-here.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { codePoints } from "../text/code-points.ts";
import { useTexts } from "../text/language.tsx";

export interface WriteAnnouncementProps {
  readonly id: string;
  readonly text: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** What everybody in a group should read, being written. */
export function WriteAnnouncement({ id, text: before, onBack, onDone }: WriteAnnouncementProps) {
  const { doors, kit, compose } = useTexts();
  const client = useClient();
  const [text, setText] = useState(before);
  const words = text.trim();
  const left = LIMITS.announcement - codePoints(words);
  const save = useAction(async () => {
    if (words !== before) await client.call("group.announce", { conv: id, text: words });
    onDone();
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (words !== "" && left >= 0) save.run();
      }}
    >
      <TextField
        label={doors.announceText}
        hint={left < 200 && left >= 0 ? compose.left(left) : undefined}
        error={save.error ?? (left < 0 ? compose.over(-left) : undefined)}
        value={text}
        rows={8}
        dir="auto"
        ref={beginHere}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="sk-form-end">
        <Button onClick={onBack}>{kit.cancel}</Button>
        <Button look="primary" type="submit" busy={save.busy} disabled={words === "" || left < 0}>
          {doors.announceVerb}
        </Button>
      </div>
    </form>
  );
}
