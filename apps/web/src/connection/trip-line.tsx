import type { Trip } from "@skein/client/lab";
import { useFormats } from "@skein/react";
import { amountsOf } from "./amounts.ts";
import { useLabTexts } from "./use-lab-texts.ts";

const SHOWN = 60;
const HEIGHT = 44;

/** The latest round trips, one stroke each: how long it took is how high it is. */
export function TripLine({ trips }: { readonly trips: readonly Trip[] }) {
  const texts = useLabTexts();
  const amounts = amountsOf(useFormats().locale);
  const shown = trips.slice(-SHOWN);
  const all = shown.map(({ ms }) => ms);
  const most = Math.max(1, ...all);
  const words =
    all.length === 0
      ? texts.notYet
      : texts.tripChartWords(amounts.ms(Math.min(...all)), amounts.ms(Math.max(...all)), all.length);
  return (
    <div className="lab-trips">
      <svg viewBox={`0 0 ${SHOWN * 4} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words}>
        {shown.map(({ ms, of }, n) => {
          const x = (SHOWN - shown.length + n) * 4;
          const height = Math.max(1.5, (ms / most) * (HEIGHT - 2));
          return (
            <rect key={x} className={`lab-trip lab-trip-${of}`} x={x} width={2.6} y={HEIGHT - height} height={height} />
          );
        })}
      </svg>
      <span className="lab-most" aria-hidden="true">
        {all.length > 0 && amounts.ms(most)}
      </span>
    </div>
  );
}
