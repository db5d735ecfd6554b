import { LIMITS } from "@skein/protocol";
import { useState } from "react";
import { Choice } from "../kit/choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelForm } from "./panel-form.tsx";

type Kind = "all" | "none" | "last";

const KINDS: readonly Kind[] = ["all", "none", "last"];
const USUAL = 100;

/** What newcomers can read of what was said before they came. */
export function HistoryDialog({ view, open, onClose }: PanelDialogProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.history} size="small">
      {open && <History view={view} onClose={onClose} />}
    </Dialog>
  );
}

function History({ view, onClose }: Omit<PanelDialogProps, "open">) {
  const { group, kit } = useTexts();
  const client = useClient();
  const now = view.settings?.history ?? -1;
  const [kind, setKind] = useState<Kind>(now === -1 ? "all" : now === 0 ? "none" : "last");
  const [last, setLast] = useState(String(now > 0 ? now : USUAL));
  const count = Number(last);
  const good = Number.isInteger(count) && count >= 1 && count <= LIMITS.groupHistory;
  const next = kind === "all" ? -1 : kind === "none" ? 0 : count;
  return (
    <PanelForm
      verb={kit.save}
      disabled={kind === "last" && !good}
      onClose={onClose}
      onDone={async () => {
        if (next !== now) await client.act("group.update", { conv: view.id, settings: { history: next } });
      }}
    >
      {() => (
        <>
          <p className="sk-field-hint">{group.historyHint}</p>
          <Choice
            label={group.history}
            bare
            value={kind}
            options={KINDS.map((value) => ({ value, label: group.historyKinds[value] }))}
            onChange={setKind}
          />
          {kind === "last" && (
            <Field
              label={group.historyCount}
              hint={group.historyBounds(LIMITS.groupHistory)}
              error={good ? undefined : group.historyBounds(LIMITS.groupHistory)}
              inputMode="numeric"
              autoComplete="off"
              value={last}
              onChange={(event) => setLast(event.target.value.trim())}
            />
          )}
        </>
      )}
    </PanelForm>
  );
}
