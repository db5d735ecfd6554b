import { useState } from "react";
import { Choice, type ChoiceOption } from "../kit/choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { PanelForm } from "./panel-form.tsx";

export interface OneOfProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What it means, in a sentence. */
  readonly hint?: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly ChoiceOption<string>[];
  readonly verb: string;
  readonly onChosen: (value: string) => Promise<unknown>;
}

/** A dialog that asks for one of a few. */
export function OneOf({ open, onClose, title, ...form }: OneOfProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title} size="small">
      {open && <Chosen {...form} bare={form.label === title} onClose={onClose} />}
    </Dialog>
  );
}

function Chosen({
  onClose,
  bare,
  hint,
  label,
  value,
  options,
  verb,
  onChosen,
}: Omit<OneOfProps, "open" | "title"> & { readonly bare: boolean }) {
  const [chosen, setChosen] = useState(value);
  return (
    <PanelForm verb={verb} onClose={onClose} onDone={() => onChosen(chosen)}>
      {() => (
        <>
          {hint && <p className="sk-field-hint">{hint}</p>}
          <Choice label={label} bare={bare} value={chosen} options={options} onChange={setChosen} />
        </>
      )}
    </PanelForm>
  );
}
