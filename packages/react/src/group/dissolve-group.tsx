import { useState } from "react";
import { Dialog } from "../kit/dialog.tsx";
import { Toggle } from "../kit/toggle.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelForm } from "./panel-form.tsx";

/** Ends a group for everybody, once one has said twice that one means it. */
export function DissolveGroup({ view, open, onClose }: PanelDialogProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.dissolveTitle} size="small">
      {open && <Dissolve view={view} onClose={onClose} />}
    </Dialog>
  );
}

function Dissolve({ view, onClose }: Omit<PanelDialogProps, "open">) {
  const { group } = useTexts();
  const client = useClient();
  const [sure, setSure] = useState(false);
  return (
    <PanelForm
      verb={group.dissolveVerb}
      look="danger"
      disabled={!sure}
      onClose={onClose}
      onDone={() => client.call("group.dissolve", { conv: view.id })}
    >
      {() => (
        <>
          <p>{group.dissolveWords(view.members)}</p>
          <Toggle label={group.dissolveSure} checked={sure} onChange={setSure} />
        </>
      )}
    </PanelForm>
  );
}
