/** Times, days and numbers as people of a language say them. All times are ms since 1970. */
export interface Formats {
  /** The language and region that it all is written for: `en-GB`. */
  readonly locale: string;
  /** 9:41 */
  readonly time: (at: number) => string;
  /** In a list: a time today, "Yesterday", a weekday within the week, then a date. */
  readonly listTime: (at: number, now: number) => string;
  /** Between days of a talk: "Today", "Yesterday", else the whole date. */
  readonly day: (at: number, now: number) => string;
  /** "5 minutes ago", "yesterday". */
  readonly ago: (at: number, now: number) => string;
  /** Date and time in full. */
  readonly full: (at: number) => string;
  readonly date: (at: number) => string;
  /** Date and time, short: "7 Dec 2026, 9:41". */
  readonly moment: (at: number) => string;
  /** A time to come: the time alone on the same day, else with its date. Undefined for what never comes. */
  readonly until: (at: number, now: number) => string | undefined;
  /** How long: "30 seconds", "2 hours"; in the largest unit that tells it whole. */
  readonly lasting: (ms: number) => string;
  /** What is left: "0:09", "12:34", "3:00:00". */
  readonly countdown: (ms: number) => string;
  /** What has passed, in whole seconds: "0:00", "12:34". */
  readonly elapsed: (ms: number) => string;
  readonly number: (n: number) => string;
  /** Bytes as people say them: "12 kB", "3.4 MB". */
  readonly bytes: (n: number) => string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", 1_000],
] as const;
const BYTES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
/** Later than any date: for ever. */
const NEVER = 8_640_000_000_000_000;

/** Formatters are costly to make and used per row, so they are made once a locale. */
const made = new Map<string, Formats>();

export function formatsOf(locale: string): Formats {
  const known = made.get(locale);
  if (known) return known;
  const formats = make(locale);
  made.set(locale, formats);
  return formats;
}

function make(locale: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const time = format({ hour: "numeric", minute: "2-digit" });
  const weekday = format({ weekday: "short" });
  const monthDay = format({ month: "short", day: "numeric" });
  const shortDate = format({ year: "numeric", month: "numeric", day: "numeric" });
  const dayOfYear = format({ weekday: "long", month: "long", day: "numeric" });
  const dayOfAll = format({ year: "numeric", month: "long", day: "numeric" });
  const full = format({ dateStyle: "long", timeStyle: "medium" });
  const moment = format({ dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const numbers = new Intl.NumberFormat(locale);
  const sentence = (words: string): string => words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  const relativeDay = (days: number): string => sentence(relative.format(-days, "day"));

  return {
    locale,
    time: (at) => time.format(at),
    listTime: (at, now) => {
      const days = daysBetween(at, now);
      if (days <= 0) return time.format(at);
      if (days === 1) return relativeDay(1);
      if (days < 7) return weekday.format(at);
      return sameYear(at, now) ? monthDay.format(at) : shortDate.format(at);
    },
    day: (at, now) => {
      const days = daysBetween(at, now);
      if (days >= 0 && days <= 1) return relativeDay(days);
      return (sameYear(at, now) ? dayOfYear : dayOfAll).format(at);
    },
    ago: (at, now) => {
      const passed = Math.max(0, now - at);
      if (passed < MINUTE) return relative.format(0, "minute");
      if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), "minute");
      if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), "hour");
      const days = daysBetween(at, now);
      return days < 30 ? relative.format(-days, "day") : (sameYear(at, now) ? monthDay : dayOfAll).format(at);
    },
    full: (at) => full.format(at),
    date: (at) => dayOfAll.format(at),
    moment: (at) => moment.format(at),
    until: (at, now) => {
      if (at > NEVER) return undefined;
      return daysBetween(now, at) === 0 ? time.format(at) : moment.format(at);
    },
    lasting: (ms) => {
      const [unit, size] = UNITS.find(([, one]) => ms >= one && ms % one === 0) ?? UNITS[3];
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Math.round(ms / size));
    },
    countdown: (ms) => clock(Math.ceil(ms / 1_000)),
    elapsed: (ms) => clock(Math.floor(ms / 1_000)),
    number: (n) => numbers.format(n),
    bytes: (n) => {
      const step = n < 1_000 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(n) / 3));
      const amount = n / 1_000 ** step;
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: BYTES[step] ?? "byte",
        unitDisplay: step === 0 ? "long" : "short",
        maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0,
      }).format(amount);
    },
  };
}

/** Hours where there are any, minutes and seconds. */
function clock(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/** Midnights between two times where the reader lives; a day of 23 or 25 hours counts as one. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / DAY);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}
