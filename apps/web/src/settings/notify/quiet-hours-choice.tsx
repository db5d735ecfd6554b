import type { QuietHours, Settings } from "@skein/protocol";
import { Field, Toggle } from "@skein/react";
import { useAppTexts } from "../../text/app-texts.tsx";

const NIGHT = { from: 22 * 60, to: 7 * 60 };

export interface QuietHoursChoiceProps {
  readonly settings: Settings;
  readonly change: (changes: Settings) => void;
}

/** When in the day nothing is told, by the clock of where the person set it. */
export function QuietHoursChoice({ settings: { quietHours }, change }: QuietHoursChoiceProps) {
  const { notify } = useAppTexts();
  const { timeZone: here } = Intl.DateTimeFormat().resolvedOptions();
  const hours: QuietHours = quietHours ?? { on: false, ...NIGHT, zone: here };
  // whoever touches it means the clock they look at
  const set = (some: Partial<QuietHours>): void => change({ quietHours: { ...hours, zone: here, ...some } });
  const time = (name: "from" | "to") => (
    <Field
      type="time"
      label={notify[name]}
      value={clockOf(hours[name])}
      required
      onChange={({ target }) => {
        const minute = minuteOf(target.value);
        if (minute !== undefined) set({ [name]: minute });
      }}
    />
  );
  return (
    <>
      <Toggle
        label={notify.quietHours}
        hint={hours.on ? notify.quietHint(hours.zone.replaceAll("_", " ")) : notify.quietOff}
        checked={hours.on}
        onChange={(on) => set({ on })}
      />
      {hours.on && (
        <div className="quiet-hours">
          {time("from")}
          {time("to")}
        </div>
      )}
    </>
  );
}

/** Minutes since midnight as a field of time has them. */
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function minuteOf(clock: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
