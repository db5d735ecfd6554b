import type { DeviceSession } from "@skein/protocol";
import { Button, Confirm, isolate, useClient, Answered, useAnswer } from "@skein/react";
import { QrCode } from "lucide-react";
import { useEffect, useState } from "react";
import { PairLink } from "../device/pair-link.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { DeviceRow } from "./device-row.tsx";
import { RenameDevice } from "./rename-device.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** Where one is signed in, the way to end that, and to sign another device in. */
export function Devices() {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const answer = useAnswer("session.list", {});
  const { again } = answer;
  const [leaving, setLeaving] = useState<DeviceSession>();
  const [renaming, setRenaming] = useState<DeviceSession>();
  const [clearing, setClearing] = useState(false);
  const [pairing, setPairing] = useState(false);
  // Another device came, went or was renamed.
  useEffect(() => client.on("device", again), [client, again]);
  return (
    <SettingsPage section="devices">
      <div className="page-actions">
        <Button icon={<QrCode size={18} aria-hidden="true" />} onClick={() => setPairing(true)}>
          {texts.pair}
        </Button>
        {(answer.result?.sessions.length ?? 0) > 1 && (
          <Button onClick={() => setClearing(true)}>{texts.signOutOthers}</Button>
        )}
      </div>
      <Answered answer={answer}>
        {({ sessions }) => (
          <ul className="card">
            {sessions
              .toSorted((a, b) => Number(b.current) - Number(a.current) || b.seen - a.seen)
              .map((device) => (
                <li key={device.id}>
                  <DeviceRow
                    device={device}
                    onSignOut={() => setLeaving(device)}
                    onRename={() => setRenaming(device)}
                  />
                </li>
              ))}
          </ul>
        )}
      </Answered>
      <Confirm
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={texts.signOutDeviceTitle(isolate(leaving?.name ?? ""))}
        verb={texts.signOutDevice}
        onConfirm={async () => {
          if (leaving) await client.call("session.revoke", { session: leaving.id });
          again();
        }}
      >
        {texts.signOutDeviceWords}
      </Confirm>
      <Confirm
        open={clearing}
        onClose={() => setClearing(false)}
        title={texts.signOutOthersTitle}
        verb={texts.signOutOthers}
        onConfirm={async () => {
          await client.call("session.revokeOthers", {});
          again();
        }}
      >
        {texts.signOutOthersWords}
      </Confirm>
      {renaming && (
        <RenameDevice
          device={renaming}
          onClose={() => {
            setRenaming(undefined);
            again();
          }}
        />
      )}
      {pairing && <PairLink onClose={() => setPairing(false)} />}
    </SettingsPage>
  );
}
