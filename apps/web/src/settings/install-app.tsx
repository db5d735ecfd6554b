import { Button, useAction, useObservable } from "@skein/react";
import { MonitorDown } from "lucide-react";
import { install } from "../offline/install.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** Where the browser offers it: makes the app one that stands by itself. */
export function InstallApp() {
  const { notify } = useAppTexts();
  const offered = useObservable(install);
  const { run } = useAction(() => install.ask());
  if (!offered) return null;
  return (
    <div className="install-app">
      <Button className="fit" icon={<MonitorDown size={18} aria-hidden="true" />} onClick={run}>
        {notify.install}
      </Button>
      <p className="sk-field-hint">{notify.installHint}</p>
    </div>
  );
}
