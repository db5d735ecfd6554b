import type { Folder } from "@skein/protocol";
import { ArrowDown, ArrowUp, EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useConversations } from "../../hook/use-conversations.ts";
import { moveByArrows } from "../../kit/arrow-keys.ts";
import { IconButton } from "../../kit/button.tsx";
import { Confirm } from "../../kit/confirm.tsx";
import { Menu, type MenuAction } from "../../kit/menu.tsx";
import { RowButton } from "../../kit/row.tsx";
import { isolate } from "../../text/isolate.ts";
import { useTexts } from "../../text/language.tsx";
import { useKeep } from "../use-keep.tsx";
import { FillFolder } from "./fill-folder.tsx";
import { FolderField } from "./folder-field.tsx";
import { FolderIcon } from "./folder-icon.tsx";
import { RenameFolder } from "./rename-folder.tsx";
import { useFolders } from "./use-folders.ts";

/** Makes, names, orders and empties folders, and says what is in them. */
export function FolderEditor() {
  const { keep } = useTexts();
  const { folders, move, remove } = useFolders();
  const { show, dialog } = useKeep();
  const conversations = useConversations();
  const fill = (folder: Folder): void => show((props) => <FillFolder {...props} folder={folder} />);
  const actions = (folder: Folder, at: number): readonly MenuAction[] => [
    {
      id: "rename",
      label: keep.folderRename,
      icon: <Pencil aria-hidden="true" />,
      onSelect: () => show((props) => <RenameFolder {...props} folder={folder} />),
    },
    ...(at > 0
      ? [
          {
            id: "up",
            label: keep.moveUp,
            icon: <ArrowUp aria-hidden="true" />,
            onSelect: () => move(folder.id, -1),
          },
        ]
      : []),
    ...(at < folders.length - 1
      ? [
          {
            id: "down",
            label: keep.moveDown,
            icon: <ArrowDown aria-hidden="true" />,
            onSelect: () => move(folder.id, 1),
          },
        ]
      : []),
    {
      id: "delete",
      label: keep.folderDeleteVerb,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      onSelect: () =>
        show((props) => (
          <Confirm
            {...props}
            title={keep.folderDeleteTitle(isolate(folder.name))}
            verb={keep.folderDeleteVerb}
            onConfirm={async () => remove(folder.id)}
          >
            {keep.folderDeleteWords}
          </Confirm>
        )),
    },
  ];
  return (
    <div className="sk-folders">
      <p className="sk-field-hint">{keep.foldersHint}</p>
      <FolderField onMade={fill} />
      {folders.length === 0 && <p className="sk-aside">{keep.foldersNone}</p>}
      <ul className="sk-folder-list" aria-label={keep.folders} onKeyDown={moveByArrows}>
        {folders.map((folder, at) => (
          <li key={folder.id} className="sk-folder">
            <RowButton
              leading={<FolderIcon />}
              title={<bdi>{folder.name}</bdi>}
              detail={keep.folderCount(conversations.filter((view) => view.folders.includes(folder.id)).length)}
              onClick={() => fill(folder)}
            />
            <Menu
              trigger={
                <IconButton label={keep.folderActions(isolate(folder.name))}>
                  <EllipsisVertical size={20} aria-hidden="true" />
                </IconButton>
              }
              actions={actions(folder, at)}
            />
          </li>
        ))}
      </ul>
      {dialog}
    </div>
  );
}
