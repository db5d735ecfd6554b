import { Button, Toggle } from "@skein/react";
import { Volume2 } from "lucide-react";
import { useState } from "react";
import { playTone } from "../alert/tone.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettings } from "./use-settings.ts";

/** Sound and notices of the browser. */
export function Notifications() {
  const { settings: texts } = useAppTexts();
  const [settings, change] = useSettings();
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "missing"));
  const hint =
    permission === "denied"
      ? texts.noticesBlocked
      : permission === "missing"
        ? texts.noticesMissing
        : texts.noticesHint;
  const allow = (on: boolean): void => {
    change({ notifications: on });
    if (!on || permission !== "default") return;
    Notification.requestPermission().then(setPermission, (error: unknown) => reportError(error));
  };
  return (
    <SettingsPage section="notifications">
      <Toggle
        label={texts.sounds}
        hint={texts.soundsHint}
        checked={settings.sounds ?? true}
        onChange={(sounds) => change({ sounds })}
      />
      <Button className="fit" icon={<Volume2 size={18} aria-hidden="true" />} onClick={playTone}>
        {texts.tryIt}
      </Button>
      <Toggle
        label={texts.notices}
        hint={hint}
        checked={(settings.notifications ?? false) && permission === "granted"}
        disabled={permission === "missing" || permission === "denied"}
        onChange={allow}
      />
    </SettingsPage>
  );
}
