import { useClient } from "../provider.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { OneOf } from "./one-of.tsx";

/** Seconds between two messages that are offered. */
const PAUSES = [5, 10, 30, 60, 300, 900, 3_600];

/** How often members may speak. */
export function SlowDialog({ view, open, onClose }: PanelDialogProps) {
  const { group, kit } = useTexts();
  const formats = useFormats();
  const client = useClient();
  const slow = view.settings?.slow ?? 0;
  // another program may have set what is not offered here
  const pauses = PAUSES.includes(slow) || slow === 0 ? PAUSES : [...PAUSES, slow].toSorted((a, b) => a - b);
  return (
    <OneOf
      open={open}
      onClose={onClose}
      title={group.slow}
      hint={group.slowHint}
      label={group.slow}
      value={String(slow)}
      options={[0, ...pauses].map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 ? group.off : formats.lasting(seconds * 1_000),
      }))}
      verb={kit.save}
      onChosen={async (chosen) => {
        const next = Number(chosen);
        if (next !== slow) await client.act("group.update", { conv: view.id, settings: { slow: next } });
      }}
    />
  );
}
