import { LIMITS } from "@skein/protocol";
import { Button, Choice, Toggle } from "@skein/react";
import { Volume2 } from "lucide-react";
import { useState } from "react";
import { playTone } from "../alert/tone.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { DeviceNotices } from "./notify/device-notices.tsx";
import { QuietHoursChoice } from "./notify/quiet-hours-choice.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettings } from "./use-settings.ts";

/** Where, when and of what one is told. */
export function Notifications() {
  const { settings: texts, notify } = useAppTexts();
  const [settings, change] = useSettings();
  return (
    <SettingsPage section="notifications">
      <DeviceNotices />
      <PageNotices />
      <Choice
        label={notify.preview}
        value={settings.preview ?? "full"}
        onChange={(preview) => change({ preview })}
        options={(["full", "name", "nothing"] as const).map((value) => ({ value, label: notify.previews[value] }))}
      />
      <p className="sk-field-hint under-choice">{notify.previewHint}</p>
      <Choice
        label={notify.direct}
        value={settings.notifyDirect === "none" ? "none" : "all"}
        onChange={(notifyDirect) => change({ notifyDirect })}
        options={(["all", "none"] as const).map((value) => ({ value, label: notify.directRules[value] }))}
      />
      <Choice
        label={notify.groups}
        value={settings.notifyGroups ?? "default"}
        onChange={(notifyGroups) => change({ notifyGroups })}
        options={(["default", "all", "mentions", "none"] as const).map((value) => ({
          value,
          label: notify.rules[value],
        }))}
      />
      <p className="sk-field-hint under-choice">{notify.groupsHint(LIMITS.notifiedMembers)}</p>
      <QuietHoursChoice settings={settings} change={change} />
      <Toggle
        label={texts.sounds}
        hint={texts.soundsHint}
        checked={settings.sounds ?? true}
        onChange={(sounds) => change({ sounds })}
      />
      <Button className="fit" icon={<Volume2 size={18} aria-hidden="true" />} onClick={playTone}>
        {texts.tryIt}
      </Button>
    </SettingsPage>
  );
}

/** Notices of a page that is open and not in sight, on all one's devices. */
function PageNotices() {
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
    <Toggle
      label={texts.notices}
      hint={hint}
      checked={(settings.notifications ?? false) && permission === "granted"}
      disabled={permission === "missing" || permission === "denied"}
      onChange={allow}
    />
  );
}
