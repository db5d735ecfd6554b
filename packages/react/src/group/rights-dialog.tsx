import { GROUP_RIGHTS, type GroupPermissions, type GroupRight, type RoleInGroup } from "@skein/protocol";
import { useState } from "react";
import { Choice } from "../kit/choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelForm } from "./panel-form.tsx";

const FROM: readonly RoleInGroup[] = ["member", "admin", "owner"];

/** From which role on what is allowed. What is saved is what was changed: two who change different rights both succeed. [GROUP-18] */
export function RightsDialog({ view, open, onClose }: PanelDialogProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.rights}>
      {open && <Rights view={view} onClose={onClose} />}
    </Dialog>
  );
}

function Rights({ view, onClose }: Omit<PanelDialogProps, "open">) {
  const { group, kit } = useTexts();
  const client = useClient();
  const [changes, setChanges] = useState<GroupPermissions>({});
  const { permissions = {} } = view.settings ?? {};
  // in a channel it is its nature who speaks
  const rights = (Object.keys(GROUP_RIGHTS) as GroupRight[]).filter((right) => right !== "send" || !view.channel);
  const change = (right: GroupRight, from: RoleInGroup): void => {
    const { [right]: _, ...others } = changes;
    const same = from === (permissions[right] ?? GROUP_RIGHTS[right]);
    setChanges(same ? others : { ...others, [right]: from });
  };
  return (
    <PanelForm
      verb={kit.save}
      onClose={onClose}
      onDone={async () => {
        if (Object.keys(changes).length === 0) return;
        await client.act("group.update", { conv: view.id, settings: { permissions: changes } });
      }}
    >
      {() => (
        <>
          <p className="sk-field-hint">{group.rightsHint}</p>
          <div className="sk-rights">
            {rights.map((right) => (
              <Choice
                key={right}
                label={group.right[right]}
                value={changes[right] ?? permissions[right] ?? GROUP_RIGHTS[right]}
                options={FROM.map((value) => ({ value, label: group.from[value] }))}
                onChange={(from) => change(right, from)}
              />
            ))}
          </div>
        </>
      )}
    </PanelForm>
  );
}
