/** Days are the ms of their midnight where the reader lives: a day may have 23 or 25 hours, so they are counted by the calendar. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** The day so many days, or months, from another one; of a shorter month the last day. */
export function moved(
  day: number,
  { days = 0, months = 0 }: { readonly days?: number; readonly months?: number },
): number {
  const date = new Date(day);
  const month = date.getMonth() + months;
  const last = new Date(date.getFullYear(), month + 1, 0).getDate();
  return new Date(date.getFullYear(), month, Math.min(date.getDate(), last) + days).getTime();
}

/** The same day in another month of another year. */
export function inMonth(day: number, year: number, month: number): number {
  const date = new Date(day);
  return moved(day, { months: (year - date.getFullYear()) * 12 + month - date.getMonth() });
}

/** 1 for Monday … 7 for Sunday: with which day weeks begin where a language is spoken. */
export function weekStart(locale: string): number {
  // TypeScript does not know it yet, and browsers have it in two shapes
  const found = new Intl.Locale(locale) as {
    readonly getWeekInfo?: () => { readonly firstDay: number };
    readonly weekInfo?: { readonly firstDay: number };
  };
  return (found.getWeekInfo?.() ?? found.weekInfo)?.firstDay ?? 1;
}

/** The weeks that a month touches, from their first to their last day. */
export function weeksOf(day: number, firstDay: number): readonly (readonly number[])[] {
  const date = new Date(day);
  const first = new Date(date.getFullYear(), date.getMonth(), 1);
  const before = (first.getDay() - firstDay + 7) % 7;
  const days = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => moved(first.getTime(), { days: week * 7 + at - before })),
  );
}
