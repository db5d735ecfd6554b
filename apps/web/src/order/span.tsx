import { Choice, useNow } from "@skein/react";
import { useAppTexts } from "../text/app-texts.tsx";

const HOUR = 3_600_000;
/** How long something lasts, ms. */
export const SPANS = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, month: 720 * HOUR, ever: undefined } as const;
export type Span = keyof typeof SPANS;

/** Until when that is from now; nothing for ever. */
export function useUntil(): (span: Span) => { readonly until?: number } {
  const now = useNow(1_000);
  return (span) => {
    const ms = SPANS[span];
    return ms === undefined ? {} : { until: now + ms };
  };
}

/** For how long. */
export function SpanChoice({ value, onChange }: { readonly value: Span; readonly onChange: (span: Span) => void }) {
  const { order } = useAppTexts();
  const spans = ["hour", "day", "week", "month", "ever"] as const;
  return (
    <Choice
      label={order.until}
      value={value}
      options={spans.map((span) => ({ value: span, label: order.spans[span] }))}
      onChange={onChange}
    />
  );
}
