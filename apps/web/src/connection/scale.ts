/** Where a value stands on an axis, 0 to 1, and the values that are written beside it. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From nothing up to a round number above the greatest. */
export function linearScale(greatest: number): Scale {
  const rough = Math.max(greatest, 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10) * power;
  const whole = Math.max(1, step);
  const top = Math.ceil(Math.max(greatest, 1) / whole) * whole;
  const ticks = Array.from({ length: Math.round(top / whole) + 1 }, (_, n) => n * whole);
  return { at: (value) => value / top, ticks };
}

/** From 1 up to a power of ten above the greatest: what differs by orders of magnitude stays apart. */
export function powersScale(greatest: number): Scale {
  const top = Math.max(2, Math.ceil(Math.log10(Math.max(greatest, 1))));
  return {
    at: (value) => Math.log10(Math.max(value, 1)) / top,
    ticks: Array.from({ length: top + 1 }, (_, n) => 10 ** n),
  };
}
