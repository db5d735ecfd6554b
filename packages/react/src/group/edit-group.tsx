import { LIMITS } from "@skein/protocol";
import { useState } from "react";
import { Avatar } from "../kit/avatar.tsx";
import { ColorChoice } from "../kit/color-choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field, TextField } from "../kit/field.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelForm } from "./panel-form.tsx";

/** Changes a group's name, colour and description; only what changed is sent. */
export function EditGroup({ view, open, onClose }: PanelDialogProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.edit}>
      {open && <EditForm view={view} onClose={onClose} />}
    </Dialog>
  );
}

function EditForm({ view, onClose }: Omit<PanelDialogProps, "open">) {
  const { group, kit } = useTexts();
  const client = useClient();
  const known = view.settings?.description ?? "";
  const [name, setName] = useState(view.name ?? "");
  const [color, setColor] = useState(view.color ?? 0);
  const [description, setDescription] = useState(known);
  const save = async (): Promise<void> => {
    const words = description.trim();
    const changes = {
      ...(name.trim() !== view.name && { name: name.trim() }),
      ...(color !== view.color && { color }),
      ...(words !== known && { settings: { description: words } }),
    };
    if (Object.keys(changes).length > 0) await client.act("group.update", { conv: view.id, ...changes });
  };
  return (
    <PanelForm verb={kit.save} disabled={name.trim() === ""} onClose={onClose} onDone={save}>
      {() => (
        <>
          <span className="sk-form-face">
            <Avatar name={name} color={color} picture={view.settings?.avatar} size={80} />
          </span>
          <Field
            label={group.name}
            value={name}
            maxLength={LIMITS.groupName}
            autoComplete="off"
            dir="auto"
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={group.description}
            hint={group.descriptionHint}
            value={description}
            maxLength={LIMITS.groupDescription}
            dir="auto"
            onChange={(event) => setDescription(event.target.value)}
          />
          <ColorChoice label={kit.color} names={kit.colors} value={color} onChange={setColor} />
        </>
      )}
    </PanelForm>
  );
}
