import type { Files, Item } from "@skein/client";
import { Pause, Play, X } from "lucide-react";
import { filesIn } from "../../file/files-in.ts";
import { isLocal } from "../../file/use-link.ts";
import type { MessageAction } from "./row.ts";

/** What can be done with a message whose files are still on their way. */
export const pauseUploadAction: MessageAction = {
  id: "pause-upload",
  icon: Pause,
  label: ({ files }) => files.pauseUpload,
  offered: (item, { files }) => isOnItsWay(item) && !isPaused(item, files),
  run: ({ id }, { files, conversation }) => files?.pause(conversation.id, id),
};

export const resumeUploadAction: MessageAction = {
  id: "resume-upload",
  icon: Play,
  label: ({ files }) => files.resumeUpload,
  offered: (item, { files }) => isOnItsWay(item) && isPaused(item, files),
  run: ({ id }, { files, conversation }) => files?.pause(conversation.id, id, false),
};

export const cancelUploadAction: MessageAction = {
  id: "cancel-upload",
  icon: X,
  label: ({ files }) => files.cancelUpload,
  danger: true,
  offered: isOnItsWay,
  run: ({ id }, { conversation }) => conversation.discard(id),
};

function isOnItsWay(item: Item): boolean {
  return item.state === "pending" && filesIn(item).some(({ id }) => isLocal(id));
}

function isPaused(item: Item, files: Files | undefined): boolean {
  return filesIn(item).some(({ id }) => files?.progress(id)?.get().phase === "paused");
}
