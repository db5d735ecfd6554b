import type { DeviceSession } from "@skein/protocol";
import { Button, IconButton, isolate, Row, useFormats, useNow } from "@skein/react";
import { Bot, Monitor, Pencil, Smartphone, Terminal } from "lucide-react";
import { usePlace } from "../device/use-place.ts";
import { useAppTexts } from "../text/app-texts.tsx";

export interface DeviceRowProps {
  readonly device: DeviceSession;
  readonly onSignOut: () => void;
  readonly onRename: () => void;
}

/** A device: what it is, where it is, when it was last here. */
export function DeviceRow({ device, onSignOut, onRename }: DeviceRowProps) {
  const { settings: texts } = useAppTexts();
  const formats = useFormats();
  const placeOf = usePlace();
  const now = useNow(60_000);
  const handheld = /iPhone|iPad|Android/.test(device.name);
  const Sign = handheld
    ? Smartphone
    : ({ ios: Smartphone, android: Smartphone, cli: Terminal, bot: Bot }[device.platform] ?? Monitor);
  const detail = [
    device.current ? undefined : texts.lastSeen(formats.ago(device.seen, now)),
    placeOf(device),
    texts.since(formats.date(device.created)),
  ];
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
      detail={detail.filter(Boolean).join(" · ")}
      trailing={
        <span className="device-ways">
          <IconButton label={texts.renameDeviceOf(isolate(device.name))} onClick={onRename}>
            <Pencil size={18} aria-hidden="true" />
          </IconButton>
          {!device.current && <Button onClick={onSignOut}>{texts.signOutDevice}</Button>}
        </span>
      }
    />
  );
}
