import type { ConversationView } from "@skein/client";

/** What each dialog of the panel is given. */
export interface PanelDialogProps {
  readonly view: ConversationView;
  readonly open: boolean;
  readonly onClose: () => void;
}
