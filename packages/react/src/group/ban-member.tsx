import { LIMITS } from "@skein/protocol";
import { useState } from "react";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { PanelForm } from "./panel-form.tsx";

export interface OfMemberProps {
  readonly conv: string;
  readonly user: string;
  /** As it stands in a sentence. */
  readonly name: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Removes somebody and keeps them out, after being asked again. */
export function BanMember({ open, onClose, name, ...who }: OfMemberProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.banTitle(name)} size="small">
      {open && <Ban {...who} name={name} onClose={onClose} />}
    </Dialog>
  );
}

function Ban({ conv, user, name, onClose }: Omit<OfMemberProps, "open">) {
  const { group } = useTexts();
  const client = useClient();
  const [reason, setReason] = useState("");
  const words = reason.trim();
  return (
    <PanelForm
      verb={group.banVerb}
      look="danger"
      onClose={onClose}
      onDone={() => client.call("group.ban", { conv, user, ...(words !== "" && { reason: words }) })}
    >
      {() => (
        <>
          <p>{group.banWords(name)}</p>
          <Field
            label={group.banReason}
            hint={group.banReasonHint}
            value={reason}
            maxLength={LIMITS.requestNote}
            dir="auto"
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      )}
    </PanelForm>
  );
}
