import { Switch } from "@base-ui/react/switch";
import { useId, type ReactNode } from "react";

export interface ToggleProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A setting that is on or off and takes effect at once. */
export function Toggle({ label, hint, checked, disabled = false, onChange }: ToggleProps) {
  const id = useId();
  return (
    <div className="sk-toggle">
      <span className="sk-toggle-words">
        <span id={id}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="sk-field-hint">
            {hint}
          </span>
        )}
      </span>
      <Switch.Root
        className="sk-switch"
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <Switch.Thumb className="sk-switch-thumb" />
      </Switch.Root>
    </div>
  );
}
