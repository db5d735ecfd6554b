import { useId, type ReactNode } from "react";

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: ReactNode;
}

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly ChoiceOption<V>[];
  readonly onChange: (value: V) => void;
  /** Keeps the label for screen readers only, where what it chooses of is in sight. */
  readonly bare?: boolean;
}

/** One of a few, all in sight. Native radio buttons, so that arrows, forms and screen readers work by themselves. */
export function Choice<V extends string>({ label, value, options, onChange, bare = false }: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset className="sk-choice">
      <legend className={bare ? "sk-hidden" : "sk-field-label"}>{label}</legend>
      <div className="sk-choice-options">
        {options.map((option) => (
          <label key={option.value} className="sk-choice-option">
            <input
              className="sk-hidden"
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
