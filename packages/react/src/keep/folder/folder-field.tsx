import { type Folder, LIMITS } from "@skein/protocol";
import { useState } from "react";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { useTexts } from "../../text/language.tsx";
import { useFolders } from "./use-folders.ts";

/** Makes a folder by its name. */
export function FolderField({ onMade }: { readonly onMade: (folder: Folder) => void }) {
  const { keep } = useTexts();
  const { folders, add } = useFolders();
  const [name, setName] = useState("");
  if (folders.length >= LIMITS.folders) return <p className="sk-field-hint">{keep.foldersFull(LIMITS.folders)}</p>;
  return (
    <form
      className="sk-folder-field"
      onSubmit={(event) => {
        event.preventDefault();
        const words = name.trim();
        if (words === "") return;
        setName("");
        onMade(add(words));
      }}
    >
      <Field
        label={keep.folderNew}
        value={name}
        maxLength={LIMITS.folderName}
        autoComplete="off"
        dir="auto"
        placeholder={keep.folderName}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={name.trim() === ""}>
        {keep.folderAdd}
      </Button>
    </form>
  );
}
