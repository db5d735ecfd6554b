import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import { classes } from "./classes.ts";

interface Labelled {
  readonly label: string;
  /** Stands under the field as long as there is no error. */
  readonly hint?: ReactNode;
  /** What is wrong and what to do about it. */
  readonly error?: string | undefined;
  /** Keeps the label for screen readers only, where a placeholder or an icon says enough to the eye. */
  readonly bare?: boolean;
}

export interface FieldProps extends Labelled, ComponentPropsWithRef<"input"> {
  /** Stands inside of the field at its end. */
  readonly end?: ReactNode;
}

/** A line to type in, with its label, and its hint or error tied to it. */
export function Field({ label, hint, error, bare = false, end, className, ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classes("sk-field", className)}>
      <label className={bare ? "sk-hidden" : "sk-field-label"} htmlFor={id}>
        {label}
      </label>
      <div className="sk-field-line">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
        {end}
      </div>
      <FieldNote id={`${id}-note`} error={error} hint={hint} />
    </div>
  );
}

export interface TextFieldProps extends Labelled, ComponentPropsWithRef<"textarea"> {}

/** Several lines to type in. */
export function TextField({ label, hint, error, bare = false, className, ...input }: TextFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classes("sk-field", className)}>
      <label className={bare ? "sk-hidden" : "sk-field-label"} htmlFor={id}>
        {label}
      </label>
      <div className="sk-field-line">
        <textarea
          rows={3}
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
      </div>
      <FieldNote id={`${id}-note`} error={error} hint={hint} />
    </div>
  );
}

function FieldNote({
  id,
  error,
  hint,
}: {
  readonly id: string;
  readonly error: string | undefined;
  readonly hint: ReactNode;
}) {
  if (!error && !hint) return null;
  return (
    <p id={id} className={error ? "sk-field-error" : "sk-field-hint"} role={error ? "alert" : undefined}>
      {error ?? hint}
    </p>
  );
}
