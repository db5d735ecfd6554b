import { useConversation } from "../hook/use-conversations.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useTexts } from "../text/language.tsx";
import { NotifyChoice } from "./notify-choice.tsx";

export interface NotifyDialogProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Of which messages of a conversation one is told; what one chooses holds at once. */
export function NotifyDialog({ id, open, onClose }: NotifyDialogProps) {
  const { keep, kit } = useTexts();
  const { view } = useConversation(id);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={keep.notify}
      size="small"
      actions={
        <Button look="primary" onClick={onClose}>
          {kit.done}
        </Button>
      }
    >
      {view && <NotifyChoice view={view} bare />}
    </Dialog>
  );
}
