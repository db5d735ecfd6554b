import { useConversation } from "../../hook/use-conversations.ts";
import { useTitle } from "../../hook/use-title.ts";
import { moveByArrows } from "../../kit/arrow-keys.ts";
import { CheckRow } from "../../kit/check-row.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { isolate } from "../../text/isolate.ts";
import { useTexts } from "../../text/language.tsx";
import { FolderField } from "./folder-field.tsx";
import { FolderIcon } from "./folder-icon.tsx";
import { useFolders } from "./use-folders.ts";

export interface PutInFoldersProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** In which folders a conversation is; a new one can be made for it. */
export function PutInFolders({ id, open, onClose }: PutInFoldersProps) {
  const { keep } = useTexts();
  const { view } = useConversation(id);
  const { name } = useTitle(view);
  const { folders, put } = useFolders();
  return (
    <Dialog open={open} onClose={onClose} title={keep.foldersOf(isolate(name))}>
      {folders.length === 0 && <p className="sk-field-hint">{keep.foldersHint}</p>}
      <div className="sk-keep-choices" role="group" aria-label={keep.folders} onKeyDown={moveByArrows}>
        {folders.map((folder) => {
          const chosen = view?.folders.includes(folder.id) ?? false;
          return (
            <CheckRow
              key={folder.id}
              leading={<FolderIcon />}
              title={<bdi>{folder.name}</bdi>}
              chosen={chosen}
              onClick={() => put(id, folder.id, !chosen)}
            />
          );
        })}
      </div>
      <FolderField onMade={(folder) => put(id, folder.id, true)} />
    </Dialog>
  );
}
