import { FOREVER } from "@skein/protocol";
import { Archive, ArchiveRestore, Eraser, ListX } from "lucide-react";
import { Confirm } from "../kit/confirm.tsx";
import { useConversation } from "../hook/use-conversations.ts";
import { useTitle } from "../hook/use-title.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { isQuiet } from "./quiet.ts";
import { readAction } from "./read.ts";
import type { KeepAction } from "./row.ts";

/** What is muted stays in the archive; what is not comes back when somebody says something. */
export const archiveAction: KeepAction = {
  id: "archive",
  icon: Archive,
  swipe: true,
  label: ({ keep }) => keep.archive,
  offered: ({ archived, head }) => !archived && head > 0,
  run: (view, { client, now, say, texts }) => {
    const quiet = isQuiet(view, now);
    client.conversation(view.id).keep({ archived: quiet ? FOREVER : view.head, pinned: 0 });
    say(quiet ? texts.keep.archivedStays : texts.keep.archivedBack);
  },
};

export const unarchiveAction: KeepAction = {
  id: "unarchive",
  icon: ArchiveRestore,
  swipe: true,
  label: ({ keep }) => keep.unarchive,
  offered: ({ archived }) => archived,
  run: ({ id }, { client }) => client.conversation(id).keep({ archived: 0 }),
};

/** Out of the list until something newer is said; read, as nobody sees it there any more. */
export const hideAction: KeepAction = {
  id: "hide",
  icon: ListX,
  label: ({ keep }) => keep.hide,
  offered: ({ hidden, head }) => !hidden && head > 0,
  run: (view, place) => {
    if (readAction.offered(view, place)) readAction.run(view, place);
    place.client.conversation(view.id).keep({ hidden: view.head });
    place.say(place.texts.keep.hiddenBack);
  },
};

export const clearAction: KeepAction = {
  id: "clear",
  icon: Eraser,
  danger: true,
  label: ({ keep }) => keep.clear,
  offered: ({ head }) => head > 0,
  run: ({ id }, { show, say, texts }) =>
    show((props) => <ClearConfirm {...props} id={id} onCleared={() => say(texts.keep.cleared)} />),
};

interface ClearConfirmProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCleared: () => void;
}

function ClearConfirm({ id, open, onClose, onCleared }: ClearConfirmProps) {
  const { keep } = useTexts();
  const { conversation, view } = useConversation(id);
  const { name, saved } = useTitle(view);
  const words = saved
    ? keep.clearWordsSaved
    : (view?.kind === "group" ? keep.clearWordsGroup : keep.clearWords)(isolate(name));
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={keep.clearTitle}
      verb={keep.clearVerb}
      onConfirm={async () => {
        // as far as it reaches at this moment: what comes later stays
        conversation.keep({ since: (view?.head ?? 0) + 1, unread: false });
        onCleared();
      }}
    >
      {words}
    </Confirm>
  );
}
