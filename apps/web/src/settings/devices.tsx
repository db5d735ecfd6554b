import type { DeviceSession } from "@skein/protocol";
import { Button, Confirm, isolate, Row, useClient, useFormats, useNow } from "@skein/react";
import { Bot, Monitor, Smartphone, Terminal } from "lucide-react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { Answered } from "./answered.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useAnswer } from "./use-answer.ts";

/** Where one is signed in, and the way to end that. */
export function Devices() {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const answer = useAnswer("session.list", {});
  const [leaving, setLeaving] = useState<DeviceSession>();
  return (
    <SettingsPage section="devices">
      <Answered answer={answer}>
        {({ sessions }) => (
          <ul className="card">
            {sessions
              .toSorted((a, b) => Number(b.current) - Number(a.current) || b.seen - a.seen)
              .map((device) => (
                <li key={device.id}>
                  <DeviceRow device={device} onSignOut={() => setLeaving(device)} />
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
          answer.again();
        }}
      >
        {texts.signOutDeviceWords}
      </Confirm>
    </SettingsPage>
  );
}

function DeviceRow({ device, onSignOut }: { readonly device: DeviceSession; readonly onSignOut: () => void }) {
  const { settings: texts } = useAppTexts();
  const formats = useFormats();
  const now = useNow(60_000);
  const handheld = /iPhone|iPad|Android/.test(device.name);
  const Sign = handheld
    ? Smartphone
    : ({ ios: Smartphone, android: Smartphone, cli: Terminal, bot: Bot }[device.platform] ?? Monitor);
  return (
    <Row
      leading={
        <span className="settings-icon">
          <Sign aria-hidden="true" />
        </span>
      }
      title={
        <>
          <bdi>{device.name}</bdi>
          {device.current && <span className="sk-online"> · {texts.thisDevice}</span>}
        </>
      }
      detail={`${device.current ? "" : `${texts.lastSeen(formats.ago(device.seen, now))} · `}${texts.since(formats.date(device.created))}`}
      trailing={!device.current && <Button onClick={onSignOut}>{texts.signOutDevice}</Button>}
    />
  );
}
