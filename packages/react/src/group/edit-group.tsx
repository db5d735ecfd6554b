import type { ConversationView } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { useId, useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { ColorChoice } from "../kit/color-choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { useAction } from "../kit/use-action.ts";
import { useTexts } from "../text/language.tsx";

export interface EditGroupProps {
  readonly view: ConversationView;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Changes a group's name and colour; only what changed is sent. */
export function EditGroup({ view, open, onClose }: EditGroupProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.edit}>
      {open && <EditForm view={view} onClose={onClose} />}
    </Dialog>
  );
}

function EditForm({ view, onClose }: Omit<EditGroupProps, "open">) {
  const { group, kit } = useTexts();
  const { conversation } = useConversation(view.id);
  const form = useId();
  const [name, setName] = useState(view.name ?? "");
  const [color, setColor] = useState(view.color ?? 0);
  const save = useAction(async () => {
    const changes = { ...(name.trim() !== view.name && { name: name.trim() }), ...(color !== view.color && { color }) };
    if (Object.keys(changes).length > 0) await conversation.update(changes);
    onClose();
  });
  return (
    <form
      id={form}
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <span className="sk-form-face">
        <Avatar name={name} color={color} size={80} />
      </span>
      <Field
        label={group.name}
        error={save.error}
        value={name}
        maxLength={LIMITS.groupName}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <ColorChoice label={kit.color} names={kit.colors} value={color} onChange={setColor} />
      <div className="sk-form-end">
        <Button onClick={onClose}>{kit.cancel}</Button>
        <Button look="primary" type="submit" busy={save.busy} disabled={name.trim() === ""}>
          {kit.save}
        </Button>
      </div>
    </form>
  );
}
