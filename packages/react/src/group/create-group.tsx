import { LIMITS, type Profile } from "@skein/protocol";
import { Megaphone, Users } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../kit/avatar.tsx";
import { beginHere } from "../kit/begin-here.ts";
import { Button } from "../kit/button.tsx";
import { Choice } from "../kit/choice.tsx";
import { ColorChoice } from "../kit/color-choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { useAction } from "../kit/use-action.ts";
import { PeoplePicker } from "../people/people-picker.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { randomColor } from "../random.ts";

export interface CreateGroupProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The group is there. */
  readonly onCreated: (id: string) => void;
}

/** Makes a group or a channel in two steps: who is in it, then what it is called. */
export function CreateGroup({ open, onClose, onCreated }: CreateGroupProps) {
  // A new opening begins anew; the old state stays while the dialog fades.
  const [turn, setTurn] = useState(0);
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setTurn(turn + 1);
  }
  return <Steps key={turn} open={open} onClose={onClose} onCreated={onCreated} />;
}

function Steps({ open, onClose, onCreated }: CreateGroupProps) {
  const { group, keep, kit } = useTexts();
  const client = useClient();
  const [people, setPeople] = useState<readonly Profile[]>([]);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const [color, setColor] = useState(randomColor);
  const [kind, setKind] = useState<"group" | "channel">("group");
  const channel = kind === "channel";
  const create = useAction(async () => {
    const made = await client.createGroup({
      name: name.trim(),
      color,
      users: people.map(({ id }) => id),
      ...(kind === "channel" && { channel: true }),
    });
    onClose();
    onCreated(made.id);
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={naming ? (channel ? keep.channelNew : group.create) : group.choosePeople}
      size="tall"
      actions={
        naming ? (
          <>
            <Button onClick={() => setNaming(false)}>{kit.back}</Button>
            <Button look="primary" busy={create.busy} disabled={name.trim() === ""} onClick={create.run}>
              {channel ? keep.channelVerb : group.createVerb}
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={() => setNaming(true)}>
            {group.next}
          </Button>
        )
      }
    >
      {naming ? (
        <form
          className="sk-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") create.run();
          }}
        >
          <span className="sk-form-face">
            <Avatar name={name} color={color} size={80} />
          </span>
          <div className="sk-create-kind">
            <Choice
              label={keep.kind}
              value={kind}
              onChange={setKind}
              options={[
                { value: "group", label: keep.kindGroup, icon: <Users size={16} aria-hidden="true" /> },
                { value: "channel", label: keep.kindChannel, icon: <Megaphone size={16} aria-hidden="true" /> },
              ]}
            />
            {channel && <p className="sk-field-hint">{keep.channelHint}</p>}
          </div>
          <Field
            label={channel ? keep.channelName : group.name}
            hint={group.nameHint}
            error={create.error}
            value={name}
            maxLength={LIMITS.groupName}
            ref={beginHere}
            autoComplete="off"
            dir="auto"
            onChange={(event) => setName(event.target.value)}
          />
          <ColorChoice label={kit.color} names={kit.colors} value={color} onChange={setColor} />
          <p className="sk-field-hint">{group.chosen(people.length)}</p>
        </form>
      ) : (
        <PeoplePicker chosen={people} onChange={setPeople} />
      )}
    </Dialog>
  );
}
