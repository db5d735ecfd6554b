import { Folder } from "lucide-react";

/** Stands before a folder's name in lists. */
export function FolderIcon() {
  return (
    <span className="sk-keep-icon" aria-hidden="true">
      <Folder size={20} />
    </span>
  );
}
