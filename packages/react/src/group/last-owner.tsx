import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useTexts } from "../text/language.tsx";

export interface LastOwnerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onTransfer: () => void;
  readonly onDissolve: () => void;
}

/** The last owner cannot leave others behind: says so, and offers both ways there are. [GROUP-5] */
export function LastOwner({ open, onClose, onTransfer, onDissolve }: LastOwnerProps) {
  const { group } = useTexts();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={group.lastOwnerTitle}
      size="small"
      actions={
        <>
          <Button onClick={onDissolve}>{group.lastOwnerDissolve}</Button>
          <Button look="primary" onClick={onTransfer}>
            {group.lastOwnerTransfer}
          </Button>
        </>
      }
    >
      <p>{group.lastOwnerWords}</p>
    </Dialog>
  );
}
