import { toFolderAction } from "./folder/to-folder.tsx";
import { muteAction, unmuteAction } from "./mute.tsx";
import { notifyAction } from "./notify.tsx";
import { moveDownAction, moveUpAction, pinAction, unpinAction } from "./pin.ts";
import { archiveAction, clearAction, hideAction, unarchiveAction } from "./put-away.tsx";
import { readAction, unreadAction } from "./read.ts";
import type { KeepAction } from "./row.ts";

/** What one can do with a conversation in one's own list, in the order of the menus. */
export const KEEP_ACTIONS: readonly KeepAction[] = [
  readAction,
  unreadAction,
  pinAction,
  unpinAction,
  moveUpAction,
  moveDownAction,
  muteAction,
  unmuteAction,
  notifyAction,
  toFolderAction,
  archiveAction,
  unarchiveAction,
  hideAction,
  clearAction,
];
