import type { ReactNode } from "react";
import { Button, type ButtonProps } from "../kit/button.tsx";
import { useAction } from "../kit/use-action.ts";
import { useTexts } from "../text/language.tsx";

export interface PanelFormProps extends Pick<ButtonProps, "look" | "disabled"> {
  readonly verb: string;
  readonly onClose: () => void;
  /** Does it; the dialog closes when it is done, and says so when it is not. */
  readonly onDone: () => Promise<unknown>;
  /** The fields. They are told what went wrong; where they do not show it at a field, say nothing and it stands under them. */
  readonly children: (error: string | undefined) => ReactNode;
  /** The fields show themselves what went wrong. */
  readonly tellsError?: boolean;
}

/** A form in a dialog of the panel: fields, the way out, and the verb. */
export function PanelForm({
  verb,
  onClose,
  onDone,
  children,
  look = "primary",
  disabled = false,
  tellsError = false,
}: PanelFormProps) {
  const { kit } = useTexts();
  const save = useAction(async () => {
    await onDone();
    onClose();
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled) save.run();
      }}
    >
      {children(save.error)}
      {save.error && !tellsError && (
        <p className="sk-field-error" role="alert">
          {save.error}
        </p>
      )}
      <div className="sk-form-end">
        <Button onClick={onClose}>{kit.cancel}</Button>
        <Button look={look} type="submit" busy={save.busy} disabled={disabled}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
