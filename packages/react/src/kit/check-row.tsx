import { Check } from "lucide-react";
import { RowButton, type RowButtonProps } from "./row.tsx";

export interface CheckRowProps extends Omit<RowButtonProps, "trailing" | "aria-pressed"> {
  readonly chosen: boolean;
}

/** A row that is chosen by a press, or no longer. */
export function CheckRow({ chosen, ...row }: CheckRowProps) {
  return (
    <RowButton
      {...row}
      aria-pressed={chosen}
      trailing={
        <span className="sk-check" aria-hidden="true">
          {chosen && <Check size={14} strokeWidth={3} />}
        </span>
      }
    />
  );
}
