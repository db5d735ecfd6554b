import type { DeviceSession } from "@skein/protocol";
import { Button, Dialog, Field, useAction, useClient, useTexts } from "@skein/react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";

const LONGEST = 100;

/** Asks how a device is to be called. */
export function RenameDevice({ device, onClose }: { readonly device: DeviceSession; readonly onClose: () => void }) {
  const { settings: texts } = useAppTexts();
  const { kit } = useTexts();
  const client = useClient();
  const [name, setName] = useState(device.name);
  const wanted = name.trim();
  const save = useAction(async () => {
    await client.call("session.rename", { session: device.id, name: wanted });
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title={texts.renameDevice} size="small">
      <form
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== "") save.run();
        }}
      >
        <Field
          label={texts.deviceName}
          error={wanted === "" ? texts.nameEmpty : save.error}
          value={name}
          maxLength={LONGEST}
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
        <div className="sk-form-end">
          <Button look="primary" type="submit" busy={save.busy} disabled={wanted === "" || wanted === device.name}>
            {kit.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
