import { FolderEditor } from "@skein/react";
import { SettingsPage } from "./settings-page.tsx";

/** The folders of one's list. */
export function Folders() {
  return (
    <SettingsPage section="folders">
      <FolderEditor />
    </SettingsPage>
  );
}
