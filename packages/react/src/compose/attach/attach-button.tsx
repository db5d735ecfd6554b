import { Camera, File, Image, type LucideIcon, Plus } from "lucide-react";
import { IconButton } from "../../kit/button.tsx";
import { Menu, type MenuAction } from "../../kit/menu.tsx";
import { useTalk } from "../../talk/talk-state.tsx";
import type { Texts } from "../../text/en.ts";
import { useTexts } from "../../text/language.tsx";
import type { Picker } from "../files/pickers.tsx";
import { ATTACHMENTS } from "./attachments.tsx";

/** What is chosen by the device's own dialogs, in the order of the menu. */
const CHOSEN: readonly { readonly id: Picker; readonly icon: LucideIcon; readonly label: (texts: Texts) => string }[] =
  [
    { id: "visual", icon: Image, label: ({ files }) => files.photoOrVideo },
    { id: "camera", icon: Camera, label: ({ files }) => files.camera },
    { id: "file", icon: File, label: ({ files }) => files.anyFile },
  ];

export interface AttachButtonProps {
  readonly disabled?: boolean;
  readonly onPick: (picker: Picker) => void;
}

/** Opens the menu of what can be sent beside words. */
export function AttachButton({ disabled = false, onPick }: AttachButtonProps) {
  const texts = useTexts();
  const { id, show } = useTalk();
  // what has no camera to be held up opens the dialog for files all the same, which is there already
  const handheld = matchMedia("(pointer: coarse)").matches;
  const chosen = CHOSEN.filter((row) => row.id !== "camera" || handheld).map(
    ({ id: name, icon: Icon, label }): MenuAction => ({
      id: name,
      label: label(texts),
      icon: <Icon aria-hidden="true" />,
      onSelect: () => onPick(name),
    }),
  );
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={texts.kinds.attach} disabled={disabled}>
          <Plus size={22} aria-hidden="true" />
        </IconButton>
      }
      actions={[
        ...chosen,
        ...ATTACHMENTS.map(({ id: name, icon: Icon, label, Dialog }) => ({
          id: name,
          label: label(texts),
          icon: <Icon aria-hidden="true" />,
          onSelect: () => show((dialog) => <Dialog {...dialog} id={id} />),
        })),
      ]}
    />
  );
}
