import { Camera, File, Image, type LucideIcon, Plus } from "lucide-react";
import { Suspense } from "react";
import { IconButton } from "../../kit/button.tsx";
import { Menu, type MenuAction } from "../../kit/menu.tsx";
import { useTalk } from "../../talk/talk-state.tsx";
import type { Texts } from "../../text/en.ts";
import { useTexts } from "../../text/language.tsx";
import { CameraDialog } from "../camera/late-camera.tsx";
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
  /** What was made here. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the menu of what can be sent beside words. */
export function AttachButton({ disabled = false, onPick, onFiles }: AttachButtonProps) {
  const texts = useTexts();
  const { id, show } = useTalk();
  // what is held up has a camera of its own, better than what a page can make of it
  const handheld = matchMedia("(pointer: coarse)").matches;
  const film = (): void =>
    show(({ open, onClose }) => (
      <Suspense fallback={null}>
        <CameraDialog open={open} onClose={onClose} onTaken={(file) => onFiles([file])} />
      </Suspense>
    ));
  const chosen = CHOSEN.map(
    ({ id: name, icon: Icon, label }): MenuAction => ({
      id: name,
      label: label(texts),
      icon: <Icon aria-hidden="true" />,
      onSelect: () => (name === "camera" && !handheld ? film() : onPick(name)),
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
