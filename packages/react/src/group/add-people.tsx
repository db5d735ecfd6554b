import type { Profile } from "@skein/protocol";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useAction } from "../kit/use-action.ts";
import { PeoplePicker } from "../people/people-picker.tsx";
import { useTexts } from "../text/language.tsx";
import { useAddError } from "./use-add-error.ts";

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
    setRefused(undefined);
    onClose();
  };
  const reason = useAddError(id);
  const [refused, setRefused] = useState<string>();
  const add = useAction(async () => {
    setRefused(undefined);
    try {
      await conversation.add(chosen.map((person) => person.id));
      close();
    } catch (thrown) {
      setRefused(await reason(thrown, chosen));
    }
  });
  const error = add.error ?? refused;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={group.add}
      size="tall"
      actions={
        <>
          {error && (
            <p className="sk-field-error" role="alert">
              {error}
            </p>
          )}
          <Button look="primary" busy={add.busy} disabled={chosen.length === 0} onClick={add.run}>
            {group.addVerb(chosen.length)}
          </Button>
        </>
      }
    >
      <PeoplePicker
        chosen={chosen}
        onChange={(people) => {
          setRefused(undefined);
          setChosen(people);
        }}
        taken={members}
      />
    </Dialog>
  );
}
