import { Button, Toggle, useAction, useClient, useObservable, useToast } from "@skein/react";
import { BellRing, RefreshCw } from "lucide-react";
import { useDeviceNotices } from "../../alert/use-device-notices.ts";
import { useAppTexts } from "../../text/app-texts.tsx";

/** Whether this device is told while no page is open: on, off, a try, or why it cannot be. */
export function DeviceNotices() {
  const { notify } = useAppTexts();
  const toast = useToast();
  const online = useObservable(useClient().connection).phase === "online";
  const [state, notifications] = useDeviceNotices();
  const turn = useAction(async (on: boolean) => {
    if (on) await notifications.turnOn();
    else await notifications.turnOff();
  });
  const test = useAction(async () => {
    toast(notify.tests[await notifications.test()]);
  });
  const look = useAction(() => notifications.look());
  const hint = !online ? notify.offline : state === "on" || state === "off" ? notify.deviceHint : notify[state];
  const error = turn.error ?? test.error ?? look.error;
  const usable = online && (state === "on" || state === "off" || state === "refused");
  return (
    <>
      <Toggle
        label={notify.device}
        hint={hint}
        checked={state === "on"}
        disabled={!usable || turn.busy}
        onChange={turn.run}
      />
      {error && (
        <p className="sk-field-error" role="alert">
          {error}
        </p>
      )}
      {state === "on" && (
        <Button
          className="fit"
          icon={<BellRing size={18} aria-hidden="true" />}
          busy={test.busy}
          disabled={!online}
          onClick={test.run}
        >
          {notify.test}
        </Button>
      )}
      {state === "blocked" && (
        <Button
          className="fit"
          icon={<RefreshCw size={18} aria-hidden="true" />}
          busy={look.busy}
          disabled={!online}
          onClick={look.run}
        >
          {notify.look}
        </Button>
      )}
    </>
  );
}
