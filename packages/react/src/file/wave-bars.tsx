import { useMemo } from "react";
import { barsOf } from "./wave.ts";

const BARS = 40;
const GAP = 2;
const BAR = 3;
const HEIGHT = 28;

/** How loud it is, as bars; what is behind the place that is heard is filled. */
export function WaveBars({ wave, part }: { readonly wave: string | undefined; readonly part: number }) {
  const bars = useMemo(() => barsOf(wave, BARS), [wave]);
  const width = BARS * (BAR + GAP) - GAP;
  return (
    <svg className="sk-wave" viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((level, at) => {
        const height = Math.max(3, level * HEIGHT);
        return (
          <rect
            // a bar is its place
            key={`bar ${at + 0}`}
            x={at * (BAR + GAP)}
            y={(HEIGHT - height) / 2}
            width={BAR}
            height={height}
            rx={1.5}
            data-heard={(at + 0.5) / BARS <= part || undefined}
          />
        );
      })}
    </svg>
  );
}
