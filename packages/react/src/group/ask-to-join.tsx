import { SkeinError } from "@skein/client";
import { type GroupPreview, LIMITS } from "@skein/protocol";
import { Clock } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { GroupCard } from "./group-card.tsx";

export interface AskToJoinProps {
  readonly code: string;
  readonly group: GroupPreview;
  readonly wished: boolean;
  /** One has asked before and was not let in. */
  readonly refused: boolean;
  /** What the server knows of oneself and this group has changed. */
  readonly onAsked: () => void;
  /** The link does not lead in after all. */
  readonly onStopped: (thrown: unknown) => void;
}

/** Refusals after which there is nothing to press again. */
const FINAL: readonly string[] = ["not_found", "ended", "group_full", "refused"];

/** The way into a group one is not in: at once, or with a few words to those who let people in. */
export function AskToJoin({ code, group, wished, refused, onAsked, onStopped }: AskToJoinProps) {
  const { doors } = useTexts();
  const client = useClient();
  const [note, setNote] = useState("");
  const words = note.trim();
  const { run, busy, error } = useAction(async () => {
    try {
      await client.call("group.join", { code, ...(words !== "" && { note: words }) });
      onAsked();
    } catch (thrown) {
      if (!FINAL.includes(SkeinError.from(thrown).name)) throw thrown;
      onStopped(thrown);
    }
  });
  const begun = useRef(false);
  useEffect(() => {
    if (!wished || group.approval || begun.current) return;
    begun.current = true;
    run();
  }, [wished, group.approval, run]);
  if (group.asked)
    return (
      <GroupCard group={group}>
        <div className="sk-waiting" role="status">
          <Clock size={20} aria-hidden="true" />
          <p>
            <strong>{doors.asked}</strong>
            <br />
            {doors.askedHint}
          </p>
        </div>
      </GroupCard>
    );
  return (
    <GroupCard group={group}>
      {refused && (
        <p className="sk-waiting" role="status">
          {doors.notLetIn(isolate(group.name))}. {doors.notLetInHint}
        </p>
      )}
      <form
        className="sk-form sk-join-form"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        {group.approval && (
          <>
            <p className="sk-field-hint">{doors.asking}</p>
            <TextField
              label={doors.note}
              hint={doors.noteHint}
              value={note}
              maxLength={LIMITS.requestNote}
              dir="auto"
              onChange={(event) => setNote(event.target.value)}
            />
          </>
        )}
        {error && (
          <p className="sk-field-error" role="alert">
            {error}
          </p>
        )}
        <Button look="primary" type="submit" busy={busy}>
          {group.approval ? doors.ask : doors.join}
        </Button>
      </form>
    </GroupCard>
  );
}
