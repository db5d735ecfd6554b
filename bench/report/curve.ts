import type { Mark, Sample } from "../measure/curve.ts";

const WIDTH = 640;
const HEIGHT = 120;
const LEFT = 48;
const RIGHT = 12;
const HEAD = 34;
const FOOT = 22;
const PANEL = HEAD + HEIGHT + FOOT;

/** An SVG of two curves over time, CPU above memory, with what happened meanwhile; readable on light and on dark ground. */
export function drawCurve(about: string, samples: readonly Sample[], marks: readonly Mark[]): string {
  const end = samples.at(-1)?.at ?? 1;
  const panels = [
    panel("cores in use", samples, ({ cores }) => cores, end, marks),
    panel("resident MB", samples, ({ bytes }) => bytes / 2 ** 20, end, marks),
  ];
  const body = panels.map((one, i) => `<g transform="translate(0 ${i * PANEL})">${one}</g>`).join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${PANEL * panels.length}" ` +
    `font-family="system-ui, sans-serif" font-size="11" fill="#7a828c"><title>${about}</title>${body}</svg>\n`
  );
}

function panel(
  title: string,
  samples: readonly Sample[],
  value: (sample: Sample) => number,
  end: number,
  marks: readonly Mark[],
): string {
  const most = Math.max(...samples.map(value), Number.MIN_VALUE);
  const x = (at: number) => LEFT + (at / end) * (WIDTH - LEFT - RIGHT);
  const y = (of: number) => HEAD + HEIGHT * (1 - of / most);
  const points = samples.map((sample) => `${x(sample.at).toFixed(1)},${y(value(sample)).toFixed(1)}`).join(" ");
  const bottom = HEAD + HEIGHT;
  const scale = [0, most / 2, most].map(
    (of) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(of)}" y2="${y(of)}" stroke="#8b95a1" stroke-opacity=".3"/>` +
      `<text x="${LEFT - 6}" y="${y(of) + 4}" text-anchor="end">${of.toLocaleString("en", { maximumSignificantDigits: 3 })}</text>`,
  );
  const seconds = Array.from({ length: Math.floor(end / 5) + 1 }, (_, i) => i * 5).map(
    (at) => `<text x="${x(at)}" y="${bottom + 15}" text-anchor="middle">${at} s</text>`,
  );
  const events = marks.map(
    ({ at, what }) =>
      `<line x1="${x(at)}" x2="${x(at)}" y1="${HEAD - 6}" y2="${bottom}" stroke="#d9822b" stroke-dasharray="3 3"/>` +
      `<text x="${x(at)}" y="${HEAD - 9}" text-anchor="middle" fill="#d9822b">${what}</text>`,
  );
  return (
    `<text x="8" y="14" font-weight="600">${title}</text>${scale.join("")}${seconds.join("")}` +
    `<polyline points="${points}" fill="none" stroke="#2f7de1" stroke-width="1.5"/>${events.join("")}`
  );
}
