import { Folds } from "../message/fold.ts";
import type { Reading } from "../message/read.ts";
import { forgetFiles, playedFold } from "../module/file/index.ts";
import { groupExtras } from "../module/group/index.ts";
import { forgetMessage, keepExtra, mineExtra } from "../module/keep/index.ts";
import { forgetMentions, mentionedOf } from "../module/mention/index.ts";
import { hiddenFold, messageFolds } from "../module/message/index.ts";
import { forgetPin, pinFolds, pinnedOf } from "../module/pin/index.ts";
import { pollFolds, pollForgets } from "../module/poll/index.ts";
import { threadFolds } from "../module/thread/index.ts";

type Base = Pick<Reading, "storage" | "conversations" | "people">;

/** What reading takes from the rooms: what was done to messages, what else is told of them and of conversations, what must be forgotten. */
export function buildReading(base: Base) {
  const { storage } = base;
  const folds = new Folds(storage, [
    ...messageFolds,
    ...pinFolds,
    ...threadFolds,
    ...pollFolds,
    playedFold,
    hiddenFold,
  ]);
  const extras = [mentionedOf(storage), pinnedOf(storage), keepExtra(storage), groupExtras(storage)];
  const reading: Reading = { ...base, folds, extras, entryExtras: [mineExtra] };
  return { reading, forgets: [forgetMentions, forgetPin, pollForgets, forgetFiles, forgetMessage] };
}
