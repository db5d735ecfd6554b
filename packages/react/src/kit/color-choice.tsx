import { AVATAR_COLORS } from "@skein/protocol";
import { Check } from "lucide-react";
import { useId } from "react";

export interface ColorChoiceProps {
  readonly label: string;
  readonly value: number;
  /** The name of each colour, in the order of their indices. */
  readonly names: readonly string[];
  readonly onChange: (color: number) => void;
}

/** The twelve avatar colours. */
export function ColorChoice({ label, value, names, onChange }: ColorChoiceProps) {
  const group = useId();
  return (
    <fieldset className="sk-choice">
      <legend className="sk-field-label">{label}</legend>
      <div className="sk-colors">
        {Array.from({ length: AVATAR_COLORS }, (_, color) => {
          const name = names[color] ?? String(color);
          return (
            <label key={name} className="sk-color" style={{ "--sk-avatar": `var(--sk-avatar-${color})` }} title={name}>
              <input
                className="sk-hidden"
                type="radio"
                name={group}
                aria-label={name}
                checked={color === value}
                onChange={() => onChange(color)}
              />
              {color === value && <Check size={18} aria-hidden="true" />}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
