import { closePollAction } from "./close-poll.ts";
import { copyAction } from "./copy.ts";
import { copyLinkAction } from "./copy-link.ts";
import { discardAction, retryAction } from "./failed.ts";
import { forwardAction } from "./forward.tsx";
import { infoAction } from "./info.tsx";
import { pinAction, unpinAction } from "./pin.ts";
import { reactAction, reactorsAction } from "./react.tsx";
import { recallAction } from "./recall.tsx";
import { reportAction } from "./report.tsx";
import { removeAction } from "./remove.tsx";
import type { MessageAction } from "./row.ts";
import { starAction, unstarAction } from "./star.ts";
import { cancelUploadAction, pauseUploadAction, resumeUploadAction } from "./upload.ts";
import { saveAction } from "./save.ts";
import { lookAtPackAction, makeStickerAction } from "./sticker.tsx";
import { threadAction } from "./thread.ts";
import { editAction, replyAction, selectAction } from "./write.ts";

/** What can be done with a message, in the order of the menu. */
export const MESSAGE_ACTIONS: readonly MessageAction[] = [
  replyAction,
  threadAction,
  reactAction,
  editAction,
  copyAction,
  copyLinkAction,
  saveAction,
  pinAction,
  unpinAction,
  forwardAction,
  makeStickerAction,
  lookAtPackAction,
  starAction,
  unstarAction,
  selectAction,
  reactorsAction,
  closePollAction,
  infoAction,
  reportAction,
  pauseUploadAction,
  resumeUploadAction,
  cancelUploadAction,
  retryAction,
  recallAction,
  removeAction,
  discardAction,
];
