import { useTexts } from "../text/language.tsx";
import { Button, type ButtonProps } from "./button.tsx";

export interface DialogActionsProps extends Pick<ButtonProps, "look"> {
  /** What the button that does it says. */
  readonly verb: string;
  readonly action: { readonly busy: boolean; readonly run: () => void };
  readonly onClose: () => void;
}

/** The foot of a dialog that does one thing: the way out, and the verb. */
export function DialogActions({ verb, action, onClose, look = "primary" }: DialogActionsProps) {
  const { kit } = useTexts();
  return (
    <>
      <Button onClick={onClose}>{kit.cancel}</Button>
      <Button look={look} busy={action.busy} onClick={action.run}>
        {verb}
      </Button>
    </>
  );
}
