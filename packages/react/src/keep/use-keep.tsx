import type { ConversationView } from "@skein/client";
import { Fragment, useState, type ReactNode } from "react";
import { useNow } from "../hook/use-now.ts";
import type { MenuAction } from "../kit/menu.tsx";
import { useToast } from "../kit/toast.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { KEEP_ACTIONS } from "./actions.ts";
import type { KeepAction, KeepDialog, KeepPlace } from "./row.ts";

export interface Keep {
  /** What can be done with a conversation now, for a menu; `chosen`: which of it. */
  readonly actions: (view: ConversationView, chosen?: (action: KeepAction) => boolean) => readonly MenuAction[];
  /** Opens a dialog that is none of the actions'. */
  readonly show: (dialog: KeepDialog) => void;
  /** Stands somewhere outside of what opens it. */
  readonly dialog: ReactNode;
}

/** How one keeps conversations: what menus offer, and the dialogs it takes. */
export function useKeep(): Keep {
  const client = useClient();
  const texts = useTexts();
  const say = useToast();
  const now = useNow();
  const [dialog, setDialog] = useState<{ readonly draw: KeepDialog; readonly open: boolean; readonly turn: number }>();
  const show = (draw: KeepDialog): void => setDialog({ draw, open: true, turn: (dialog?.turn ?? 0) + 1 });
  const place: KeepPlace = { client, texts, now, show, say };
  return {
    show,
    actions: (view, chosen = () => true) =>
      KEEP_ACTIONS.filter((action) => chosen(action) && action.offered(view, place)).map(
        ({ id, icon: Icon, label, danger = false, run }) => ({
          id,
          label: label(texts),
          icon: <Icon aria-hidden="true" />,
          danger,
          onSelect: () => run(view, place),
        }),
      ),
    dialog: dialog && (
      // Each opening begins anew.
      <Fragment key={dialog.turn}>
        {dialog.draw({ open: dialog.open, onClose: () => setDialog({ ...dialog, open: false }) })}
      </Fragment>
    ),
  };
}
