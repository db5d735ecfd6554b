import { Choice, Toggle } from "@skein/react";
import { Monitor, Moon, Sun } from "lucide-react";
import { useAppTexts } from "../text/app-texts.tsx";
import { InstallApp } from "./install-app.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSettings } from "./use-settings.ts";

/** Theme, language and the Enter key. */
export function General() {
  const { settings: texts } = useAppTexts();
  const [settings, change] = useSettings();
  return (
    <SettingsPage section="general">
      <Choice
        label={texts.theme}
        value={settings.theme ?? "system"}
        onChange={(theme) => change({ theme })}
        options={[
          { value: "system", label: texts.themes.system, icon: <Monitor size={16} aria-hidden="true" /> },
          { value: "light", label: texts.themes.light, icon: <Sun size={16} aria-hidden="true" /> },
          { value: "dark", label: texts.themes.dark, icon: <Moon size={16} aria-hidden="true" /> },
        ]}
      />
      <Choice
        label={texts.language}
        value={settings.language ?? "system"}
        onChange={(language) => change({ language })}
        options={[
          { value: "system", label: texts.languages.system },
          { value: "en", label: texts.languages.en },
          { value: "zh-CN", label: texts.languages["zh-CN"] },
        ]}
      />
      <Toggle
        label={texts.enterSends}
        hint={texts.enterSendsHint}
        checked={settings.enterSends ?? true}
        onChange={(enterSends) => change({ enterSends })}
      />
      <InstallApp />
    </SettingsPage>
  );
}
