import type { Person } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { useState } from "react";
import { beginHere } from "../kit/begin-here.ts";
import { Dialog } from "../kit/dialog.tsx";
import { DialogActions } from "../kit/dialog-actions.tsx";
import { Field } from "../kit/field.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";

export interface RemarkProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Gives somebody a name of one's own. */
export function Remark({ person, onClose }: RemarkProps) {
  const { contact: texts, kit } = useTexts();
  const client = useClient();
  const [remark, setRemark] = useState(person.contact?.remark ?? "");
  const save = useAction(async () => {
    const name = remark.trim();
    await client.act("contact.remark", { user: person.id, ...(name !== "" && { remark: name }) });
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.remark}
      size="small"
      actions={<DialogActions verb={kit.save} action={save} onClose={onClose} />}
    >
      <form
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <Field
          label={texts.remarkLabel}
          hint={texts.remarkHint}
          error={save.error}
          placeholder={person.ownName ?? person.name}
          value={remark}
          maxLength={LIMITS.personName}
          dir="auto"
          autoComplete="off"
          ref={beginHere}
          onChange={(event) => setRemark(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
