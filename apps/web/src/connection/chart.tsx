import type { LabWay } from "@skein/client/lab";
import { useCallback, useState } from "react";
import type { Scale } from "./scale.ts";

export interface Line {
  readonly way: LabWay;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ChartProps {
  readonly title: string;
  /** All of it in words, for those who do not see it. */
  readonly words: string;
  readonly lines: readonly Line[];
  readonly x: Scale;
  readonly y: Scale;
  readonly xLabel: (value: number) => string;
  readonly yLabel: (value: number) => string;
  /** A dot at each point, where points are things that happened. */
  readonly dots?: boolean;
}

const HEIGHT = 150;
const TOP = 8;
const BOTTOM = 20;
const LEFT = 56;
const RIGHT = 10;

/** Lines over time, drawn as wide as there is room, so that its letters keep their size on a phone. */
export function Chart({ title, words, lines, x, y, xLabel, yLabel, dots = false }: ChartProps) {
  const [width, setWidth] = useState(0);
  const measure = useCallback((figure: HTMLElement | null) => {
    if (!figure) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(figure);
    return () => watch.disconnect();
  }, []);
  const px = (value: number): number => LEFT + x.at(value) * (width - LEFT - RIGHT);
  const py = (value: number): number => HEIGHT - BOTTOM - Math.min(1, y.at(value)) * (HEIGHT - BOTTOM - TOP);
  return (
    <figure className="lab-chart" ref={measure}>
      <figcaption>{title}</figcaption>
      <svg width={width} height={HEIGHT} role="img" aria-label={words}>
        {width > 0 && (
          <>
            {y.ticks.map((tick) => (
              <g key={tick}>
                <line className="lab-grid" x1={LEFT} x2={width - RIGHT} y1={py(tick)} y2={py(tick)} />
                <text x={LEFT - 6} y={py(tick) + 4} textAnchor="end">
                  {yLabel(tick)}
                </text>
              </g>
            ))}
            {x.ticks.map((tick, n) => (
              <text
                key={tick}
                x={px(tick)}
                y={HEIGHT - 4}
                textAnchor={n === 0 ? "start" : n === x.ticks.length - 1 ? "end" : "middle"}
              >
                {xLabel(tick)}
              </text>
            ))}
            {lines.map(({ way, points }) => (
              <g key={way} className={`lab-line lab-line-${way}`}>
                <polyline points={points.map(([at, value]) => `${px(at)},${py(value)}`).join(" ")} />
                {dots && points.map(([at, value]) => <circle key={at} cx={px(at)} cy={py(value)} r={2.5} />)}
              </g>
            ))}
          </>
        )}
      </svg>
    </figure>
  );
}

/** How the lines of a way are drawn. */
export function LineSample({ way }: { readonly way: LabWay }) {
  return (
    <svg className={`lab-sample lab-line lab-line-${way}`} width={28} height={10} aria-hidden="true">
      <polyline points="1,5 27,5" />
    </svg>
  );
}
