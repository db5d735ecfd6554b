import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { AN_HOUR, untilOf, useMuteTimes } from "./mute-times.ts";
import { OneOf } from "./one-of.tsx";

const OFF = "off";

/** Lets nobody but owners and admins speak for a while. */
export function MuteAllDialog({ view, open, onClose }: PanelDialogProps) {
  const { group, kit } = useTexts();
  const client = useClient();
  const times = useMuteTimes();
  const muted = (view.settings?.mutedUntil ?? 0) > client.now();
  return (
    <OneOf
      open={open}
      onClose={onClose}
      title={group.muteAll}
      hint={group.muteAllHint}
      label={group.muteFor}
      value={muted ? OFF : AN_HOUR}
      options={muted ? [{ value: OFF, label: group.off }, ...times] : times}
      verb={muted ? kit.save : group.muteVerb}
      onChosen={(chosen) =>
        client.act("group.update", {
          conv: view.id,
          settings: { mutedUntil: chosen === OFF ? 0 : untilOf(chosen, client.now()) },
        })
      }
    />
  );
}
