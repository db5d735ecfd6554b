import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import { useTexts } from "../text/language.tsx";
import { Button } from "./button.tsx";
import { useSurface } from "./surface.tsx";
import { useAction } from "./use-action.ts";

export interface ConfirmProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly children: string;
  /** The verb on the button that does it. */
  readonly verb: string;
  readonly onConfirm: () => Promise<void>;
}

/** Asks before what cannot be taken back. The focus is on the way out. */
export function Confirm({ open, onClose, title, children, verb, onConfirm }: ConfirmProps) {
  const texts = useTexts();
  const surface = useSurface();
  const cancel = useRef<HTMLButtonElement>(null);
  const { run, busy, error } = useAction(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal {...surface}>
        <AlertDialog.Backdrop className="sk-backdrop" forceRender />
        <AlertDialog.Popup className="sk-dialog sk-dialog-small" initialFocus={cancel}>
          <header className="sk-dialog-bar">
            <AlertDialog.Title className="sk-dialog-title">{title}</AlertDialog.Title>
          </header>
          <div className="sk-dialog-body">
            <AlertDialog.Description>{children}</AlertDialog.Description>
            {error && (
              <p className="sk-field-error" role="alert">
                {error}
              </p>
            )}
          </div>
          <footer className="sk-dialog-actions">
            <AlertDialog.Close render={<Button ref={cancel}>{texts.kit.cancel}</Button>} />
            <Button look="danger" busy={busy} onClick={run}>
              {verb}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
