import type { ConversationView } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { Tag } from "lucide-react";
import { useState } from "react";
import { useMe } from "../hook/use-me.ts";
import { beginHere } from "../kit/begin-here.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelForm } from "./panel-form.tsx";
import { PanelRow } from "./panel-row.tsx";
import { mayHere } from "./rights.ts";

/** What one calls oneself in this group. */
export function MyNick({ view }: { readonly view: ConversationView }) {
  const { group } = useTexts();
  const me = useMe()?.profile;
  const [open, setOpen] = useState(false);
  if (!mayHere(view, "nick")) return null;
  return (
    <>
      <PanelRow
        icon={<Tag size={18} aria-hidden="true" />}
        title={group.nick}
        detail={<bdi>{view.nick ?? me?.name}</bdi>}
        onClick={() => setOpen(true)}
      />
      <NickDialog view={view} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

export function NickDialog({ view, open, onClose }: PanelDialogProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.nick} size="small">
      {open && <NickForm view={view} onClose={onClose} />}
    </Dialog>
  );
}

function NickForm({ view, onClose }: Omit<PanelDialogProps, "open">) {
  const { group, kit } = useTexts();
  const client = useClient();
  const me = useMe()?.profile;
  const [nick, setNick] = useState(view.nick ?? "");
  return (
    <PanelForm
      verb={kit.save}
      onClose={onClose}
      tellsError
      onDone={() => client.act("group.nick", { conv: view.id, nick: nick.trim() })}
    >
      {(error) => (
        <Field
          label={group.nickLabel}
          hint={group.nickHint}
          error={error}
          placeholder={me?.name}
          value={nick}
          maxLength={LIMITS.personName}
          dir="auto"
          autoComplete="off"
          ref={beginHere}
          onChange={(event) => setNick(event.target.value)}
        />
      )}
    </PanelForm>
  );
}
