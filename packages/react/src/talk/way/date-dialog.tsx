import { useEffect, useState } from "react";
import { now } from "../../clock.ts";
import { useConversation } from "../../hook/use-conversations.ts";
import { useMessages } from "../../hook/use-messages.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useAction } from "../../kit/use-action.ts";
import { useTexts } from "../../text/language.tsx";
import { useTalk } from "../talk-state.tsx";
import { Calendar } from "./calendar.tsx";
import { dayOf, moved } from "./month.ts";

export interface DateDialogProps {
  readonly id: string;
  /** The day to begin with, any time of it. */
  readonly at: number;
  readonly open: boolean;
  readonly onClose: () => void;
}

const NONE: readonly number[] = [];
/** So many months back one can choose a day as long as the first one is not known. */
const UNKNOWN = 60;

/** Goes to the first message of a day, or of the next one on which something was said. */
export function DateDialog({ id, at, open, onClose }: DateDialogProps) {
  const { way } = useTexts().message;
  const { conversation } = useConversation(id);
  const { jump } = useTalk();
  const [day, setDay] = useState(() => dayOf(at));
  const [today] = useState(() => dayOf(now()));
  const [first, setFirst] = useState(NONE);
  const [nothing, setNothing] = useState(false);
  const go = useAction(async (when: number) => {
    setNothing(false);
    const seq = await conversation.messageAt(when);
    if (seq === undefined) {
      setNothing(true);
      return;
    }
    onClose();
    jump(seq, true);
  });
  useEffect(() => {
    let wanted = true;
    conversation.messageAt(0).then(
      (seq) => wanted && seq !== undefined && setFirst([seq]),
      // days before the first one can be chosen then, and lead to it all the same
      (error: unknown) => console.debug("The first message is not known:", error),
    );
    return () => {
      wanted = false;
    };
  }, [conversation]);
  const [beginning] = useMessages(conversation, first);
  const from = beginning ? dayOf(beginning.at) : moved(today, { months: -UNKNOWN });
  return (
    <Dialog open={open} onClose={onClose} title={way.toDate} size="small">
      <Calendar day={day} from={Math.min(from, day)} to={today} onMove={setDay} onChoose={go.run} />
      {(go.error ?? nothing) && (
        <p className="sk-field-error" role="alert">
          {go.error ?? way.nothing}
        </p>
      )}
      <Button look="quiet" busy={go.busy} onClick={() => go.run(0)}>
        {way.first}
      </Button>
    </Dialog>
  );
}
