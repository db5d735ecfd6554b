import { FOREVER } from "@skein/protocol";
import type { ChoiceOption } from "../kit/choice.tsx";
import { useFormats, useTexts } from "../text/language.tsx";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIMES = [10 * MINUTE, HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY];
const ALWAYS = "always";

/** For how long one can be muted. */
export function useMuteTimes(): readonly ChoiceOption<string>[] {
  const { group } = useTexts();
  const formats = useFormats();
  return [
    ...TIMES.map((ms) => ({ value: String(ms), label: group.muteTimes(formats.lasting(ms)) })),
    { value: ALWAYS, label: group.muteTimes() },
  ];
}

/** What is chosen at first. */
export const AN_HOUR = String(HOUR);

/** Until when that is, ms by the server's clock. */
export function untilOf(chosen: string, now: number): number {
  return chosen === ALWAYS ? FOREVER : now + Number(chosen);
}
