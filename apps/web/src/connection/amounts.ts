/** Sizes and times as they stand beside each other in a table. */
export interface Amounts {
  /** 840 B, 12.3 kB */
  readonly bytes: (n: number) => string;
  /** 12 ms, 1.4 s; what a clock of whole ms cannot tell: < 1 ms */
  readonly ms: (ms: number) => string;
  /** 40 seconds, 3 minutes, 2 hours */
  readonly lasting: (ms: number) => string;
}

const UNITS = ["B", "kB", "MB", "GB"] as const;

/** As the language writes numbers and units. */
export function amountsOf(locale: string): Amounts {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const unit = (name: "second" | "minute" | "hour" | "day") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long", maximumFractionDigits: 0 });
  const times = { second: unit("second"), minute: unit("minute"), hour: unit("hour"), day: unit("day") };
  return {
    bytes: (n) => {
      const step = Math.min(UNITS.length - 1, n < 1_000 ? 0 : Math.floor(Math.log10(n) / 3));
      const value = n / 1_000 ** step;
      return `${(step > 0 && value < 100 ? one : plain).format(value)} ${UNITS[step]}`;
    },
    ms: (ms) => (ms < 1 ? "< 1 ms" : ms < 1_000 ? `${plain.format(ms)} ms` : `${one.format(ms / 1_000)} s`),
    lasting: (ms) => {
      const seconds = Math.max(0, Math.round(ms / 1_000));
      if (seconds < 120) return times.second.format(seconds);
      if (seconds < 7_200) return times.minute.format(Math.floor(seconds / 60));
      return seconds < 172_800
        ? times.hour.format(Math.floor(seconds / 3_600))
        : times.day.format(Math.floor(seconds / 86_400));
    },
  };
}

/** What half of them stay below; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
