import { Dialog } from "../../kit/dialog.tsx";
import { useTexts } from "../../text/language.tsx";
import { FolderEditor } from "./folder-editor.tsx";

export interface FoldersDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The folders of one's list. */
export function FoldersDialog({ open, onClose }: FoldersDialogProps) {
  const { keep } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={keep.folders} size="tall">
      <FolderEditor />
    </Dialog>
  );
}
