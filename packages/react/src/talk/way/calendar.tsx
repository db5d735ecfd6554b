import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from "react";
import { IconButton } from "../../kit/button.tsx";
import { useFormats, useTexts } from "../../text/language.tsx";
import { inMonth, moved, weekStart, weeksOf } from "./month.ts";

export interface CalendarProps {
  /** The day that the arrows have reached; its month is shown. */
  readonly day: number;
  /** The first and the last day that can be chosen. */
  readonly from: number;
  readonly to: number;
  readonly onMove: (day: number) => void;
  readonly onChoose: (day: number) => void;
}

/** A month of days. The arrows move by days and weeks, Page Up and Down by months, Home and End within a week. */
export function Calendar({ day, from, to, onMove, onChoose }: CalendarProps) {
  const { way } = useTexts().message;
  const { locale, date } = useFormats();
  const title = useId();
  const grid = useRef<HTMLDivElement>(null);
  const byKey = useRef(true);
  const first = useMemo(() => weekStart(locale), [locale]);
  const weeks = weeksOf(day, first);
  const shown = new Date(day);
  const monthName = new Intl.DateTimeFormat(locale, { month: "long" });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "narrow" });
  const weekdayName = new Intl.DateTimeFormat(locale, { weekday: "long" });
  const move = (next: number): void => onMove(Math.min(to, Math.max(from, next)));
  const toMonth = (next: number): void => {
    byKey.current = false;
    move(next);
  };
  // The focus goes along with the arrows, and begins here; whoever chooses a month stays there.
  useEffect(() => {
    if (byKey.current) grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
  }, [day]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = step(event.key, day, weeks);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    byKey.current = true;
    move(next);
  };
  return (
    <div className="sk-calendar">
      <div className="sk-calendar-bar">
        <IconButton
          label={way.earlier}
          disabled={moved(new Date(shown).setDate(1), { days: -1 }) < from}
          onClick={() => toMonth(moved(day, { months: -1 }))}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </IconButton>
        <span className="sk-hidden" id={title} aria-live="polite">
          {new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }).format(shown)}
        </span>
        <select
          className="sk-calendar-select"
          aria-label={way.month}
          value={shown.getMonth()}
          onChange={(event) => toMonth(inMonth(day, shown.getFullYear(), Number(event.target.value)))}
        >
          {Array.from({ length: 12 }, (_, month) => monthName.format(new Date(2026, month, 1))).map((name, month) => (
            <option key={name} value={month}>
              {name}
            </option>
          ))}
        </select>
        <select
          className="sk-calendar-select"
          aria-label={way.year}
          value={shown.getFullYear()}
          onChange={(event) => toMonth(inMonth(day, Number(event.target.value), shown.getMonth()))}
        >
          {yearsOf(from, to).map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </select>
        <IconButton
          label={way.later}
          disabled={new Date(shown.getFullYear(), shown.getMonth() + 1, 1).getTime() > to}
          onClick={() => toMonth(moved(day, { months: 1 }))}
        >
          <ChevronRight size={20} aria-hidden="true" />
        </IconButton>
      </div>
      <div ref={grid} role="grid" tabIndex={-1} aria-labelledby={title} onKeyDown={onKeyDown}>
        <div className="sk-calendar-week" role="row">
          {weeks[0]?.map((at) => (
            <span key={at} className="sk-calendar-name" role="columnheader" aria-label={weekdayName.format(at)}>
              {weekday.format(at)}
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <div key={week[0]} className="sk-calendar-week" role="row">
            {week.map((at) => (
              <span key={at} role="gridcell">
                {new Date(at).getMonth() === shown.getMonth() && (
                  <button
                    type="button"
                    className="sk-calendar-day"
                    tabIndex={at === day ? 0 : -1}
                    aria-label={date(at)}
                    aria-current={at === to ? "date" : undefined}
                    disabled={at < from || at > to}
                    onClick={() => onChoose(at)}
                  >
                    {new Date(at).getDate()}
                  </button>
                )}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function step(key: string, day: number, weeks: readonly (readonly number[])[]): number | undefined {
  const week = weeks.find((one) => one.includes(day));
  switch (key) {
    case "ArrowLeft":
      return moved(day, { days: -1 });
    case "ArrowRight":
      return moved(day, { days: 1 });
    case "ArrowUp":
      return moved(day, { days: -7 });
    case "ArrowDown":
      return moved(day, { days: 7 });
    case "PageUp":
      return moved(day, { months: -1 });
    case "PageDown":
      return moved(day, { months: 1 });
    case "Home":
      return week?.[0];
    case "End":
      return week?.at(-1);
    default:
      return undefined;
  }
}

function yearsOf(from: number, to: number): readonly number[] {
  const first = new Date(from).getFullYear();
  return Array.from({ length: new Date(to).getFullYear() - first + 1 }, (_, at) => first + at);
}
