import { type Folder, LIMITS } from "@skein/protocol";
import { useState } from "react";
import { beginHere } from "../../kit/begin-here.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { useTexts } from "../../text/language.tsx";
import { useFolders } from "./use-folders.ts";

export interface RenameFolderProps {
  readonly folder: Folder;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RenameFolder({ folder, open, onClose }: RenameFolderProps) {
  const { keep, kit } = useTexts();
  const { rename } = useFolders();
  const [name, setName] = useState(folder.name);
  const save = (): void => {
    const words = name.trim();
    if (words === "") return;
    if (words !== folder.name) rename(folder.id, words);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={keep.folderRename}
      size="small"
      actions={
        <>
          <Button onClick={onClose}>{kit.cancel}</Button>
          <Button look="primary" disabled={name.trim() === ""} onClick={save}>
            {kit.save}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={keep.folderName}
          value={name}
          maxLength={LIMITS.folderName}
          ref={beginHere}
          autoComplete="off"
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
