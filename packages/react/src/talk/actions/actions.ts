import { closePollAction } from "./close-poll.ts";
import { copyAction } from "./copy.ts";
import { discardAction, retryAction } from "./failed.ts";
import { infoAction } from "./info.tsx";
import { reportAction } from "./report.tsx";
import type { MessageAction } from "./row.ts";

/** What can be done with a message, in the order of the menu. */
export const MESSAGE_ACTIONS: readonly MessageAction[] = [
  copyAction,
  closePollAction,
  infoAction,
  reportAction,
  retryAction,
  discardAction,
];
