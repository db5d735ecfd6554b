import type { Compared as Way, Comparison } from "@skein/client/lab";
import { useFormats } from "@skein/react";
import { amountsOf, median } from "./amounts.ts";
import { Chart, LineSample } from "./chart.tsx";
import { linearScale, powersScale } from "./scale.ts";
import { useLabTexts } from "./use-lab-texts.ts";

/** What the ways cost, as lines over time and as a table that says the same. */
export function Compared({ comparison, lasts }: { readonly comparison: Comparison; readonly lasts: number }) {
  const texts = useLabTexts();
  const formats = useFormats();
  const amounts = amountsOf(formats.locale);
  const ways = comparison.ways.filter(({ works }) => works);
  const bytes = ({ up, down }: Way["costs"][number]): number => up + down;
  const most = (of: (cost: Way["costs"][number]) => number): number =>
    Math.max(0, ...ways.map(({ costs }) => (costs.at(-1) ? of(costs.at(-1) as Way["costs"][number]) : 0)));
  const time = linearScale(Math.max(lasts, comparison.ms) / 1_000);
  const inWords = (title: string, value: (way: Way) => string | undefined): string =>
    texts.chartWords(
      title,
      ways.map((way) => texts.chartValue(texts.ways[way.way], value(way) ?? texts.notYet)).join(", "),
    );
  const delays = ({ delays: all }: Way): number[] => all.filter((ms) => ms !== undefined);
  const overTime = { lines: [], x: time, xLabel: texts.seconds } as const;
  const last = ({ costs }: Way) => costs.at(-1);
  const greatestDelay = Math.max(1, ...ways.flatMap(delays));
  return (
    <>
      <ul className="lab-legend">
        {ways.map(({ way }) => (
          <li key={way}>
            <LineSample way={way} />
            {texts.ways[way]}
          </li>
        ))}
      </ul>
      <Chart
        {...overTime}
        title={texts.charts.requests}
        words={inWords(texts.charts.requests, (way) => formats.number(last(way)?.requests ?? 0))}
        y={linearScale(most(({ requests }) => requests))}
        yLabel={formats.number}
        lines={ways.map(({ way, costs }) => ({
          way,
          points: costs.map(({ at, requests }) => [at / 1_000, requests] as const),
        }))}
      />
      <Chart
        {...overTime}
        title={texts.charts.bytes}
        words={inWords(texts.charts.bytes, (way) => {
          const cost = last(way);
          return cost && amounts.bytes(bytes(cost));
        })}
        y={linearScale(most(bytes))}
        yLabel={amounts.bytes}
        lines={ways.map(({ way, costs }) => ({
          way,
          points: costs.map((cost) => [cost.at / 1_000, bytes(cost)] as const),
        }))}
      />
      <Chart
        title={texts.charts.delay}
        words={inWords(texts.charts.delay, (way) => {
          const usual = median(delays(way));
          return usual === undefined ? undefined : amounts.ms(usual);
        })}
        dots
        x={linearScale(Math.max(3, comparison.sent))}
        xLabel={formats.number}
        y={powersScale(greatestDelay)}
        yLabel={amounts.ms}
        lines={ways.map(({ way, delays: all }) => ({
          way,
          points: all.flatMap((ms, n) => (ms === undefined ? [] : [[n + 1, ms] as const])),
        }))}
      />
      <Table comparison={comparison} />
      <p className="lab-fine">{texts.howMeasured}</p>
    </>
  );
}

function Table({ comparison: { ways } }: { readonly comparison: Comparison }) {
  const texts = useLabTexts();
  const formats = useFormats();
  const amounts = amountsOf(formats.locale);
  const { compared } = texts;
  return (
    <table className="lab-table lab-compared">
      <thead>
        <tr>
          <th scope="col">{compared.way}</th>
          <th scope="col">{compared.requests}</th>
          <th scope="col">{compared.bytes}</th>
          <th scope="col">{compared.usual}</th>
          <th scope="col">{compared.worst}</th>
        </tr>
      </thead>
      <tbody>
        {ways.map(({ way, works, costs, delays }) => {
          const { requests, up, down } = costs.at(-1) ?? { requests: 0, up: 0, down: 0 };
          const heard = delays.filter((ms) => ms !== undefined);
          const usual = median(heard);
          return (
            <tr key={way}>
              <th scope="row">{texts.ways[way]}</th>
              {works ? (
                <>
                  <td>{formats.number(requests)}</td>
                  <td>{amounts.bytes(up + down)}</td>
                  <td>{usual === undefined ? "–" : amounts.ms(usual)}</td>
                  <td>{usual === undefined ? "–" : amounts.ms(Math.max(...heard))}</td>
                </>
              ) : (
                <td colSpan={4}>{texts.missed}</td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
