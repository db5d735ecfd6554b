import type { Profile } from "@skein/protocol";
import { useState } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { PeoplePicker } from "../../people/people-picker.tsx";
import { useTexts } from "../../text/language.tsx";
import type { AttachProps } from "./attach-props.ts";

/** Sends the cards of the people one chooses. */
export function ContactDialog({ open, onClose, id }: AttachProps) {
  const { kinds } = useTexts();
  const { conversation } = useConversation(id);
  const [chosen, setChosen] = useState<readonly Profile[]>([]);
  const send = (): void => {
    for (const { id: user } of chosen) conversation.say("contact", { user });
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={kinds.contact}
      size="tall"
      actions={
        <Button look="primary" disabled={chosen.length === 0} onClick={send}>
          {kinds.sendCards(chosen.length)}
        </Button>
      }
    >
      <PeoplePicker chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
