import { FolderPlus } from "lucide-react";
import { lazy, Suspense } from "react";
import type { KeepAction } from "../row.ts";

const PutInFolders = lazy(async () => ({ default: (await import("./put-in-folders.tsx")).PutInFolders }));

export const toFolderAction: KeepAction = {
  id: "folder",
  icon: FolderPlus,
  label: ({ keep }) => keep.toFolder,
  offered: () => true,
  run: ({ id }, { show }) =>
    show((props) => (
      <Suspense fallback={null}>
        <PutInFolders {...props} id={id} />
      </Suspense>
    )),
};
