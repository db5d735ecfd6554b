import type { Profile } from "@skein/protocol";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useAction } from "../kit/use-action.ts";
import { PeoplePicker } from "../people/people-picker.tsx";
import { useTexts } from "../text/language.tsx";

export interface AddPeopleProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly members: ReadonlySet<string>;
}

/** Adds people to a group. */
export function AddPeople({ id, open, onClose, members }: AddPeopleProps) {
  const { group } = useTexts();
  const { conversation } = useConversation(id);
  const [chosen, setChosen] = useState<readonly Profile[]>([]);
  const close = (): void => {
    setChosen([]);
    onClose();
  };
  const add = useAction(async () => {
    await conversation.add(chosen.map((person) => person.id));
    close();
  });
  return (
    <Dialog
      open={open}
      onClose={close}
      title={group.add}
      size="tall"
      actions={
        <>
          {add.error && (
            <p className="sk-field-error" role="alert">
              {add.error}
            </p>
          )}
          <Button look="primary" busy={add.busy} disabled={chosen.length === 0} onClick={add.run}>
            {group.addVerb(chosen.length)}
          </Button>
        </>
      }
    >
      <PeoplePicker chosen={chosen} onChange={setChosen} taken={members} />
    </Dialog>
  );
}
