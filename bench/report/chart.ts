import type { Column, Workload } from "../workload/workload.ts";
import type { Result } from "./result.ts";

const WIDTH = 640;
const LABEL = 90;
const BAR = 18;
const GAP = 6;
const HEAD = 30;
const VALUE = 80;

/** An SVG of horizontal bars, one panel a charted column, one bar a peer; readable on light and on dark ground. */
export function drawChart(workload: Workload, result: Result): string {
  const panels = workload.columns.filter((column) => column.chart);
  const height = HEAD + result.outcomes.length * (BAR + GAP) + GAP;
  const body = panels.map((column, i) => drawPanel(column, result, i * height)).join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height * panels.length}" ` +
    `font-family="system-ui, sans-serif" font-size="12"><title>${escape(workload.about)}</title>${body}</svg>\n`
  );
}

function drawPanel(column: Column, { outcomes }: Result, top: number): string {
  const values = outcomes.map(({ figures }) => figures[column.key] ?? 0);
  const scale = (WIDTH - LABEL - VALUE) / Math.max(...values, Number.MIN_VALUE);
  const bars = outcomes.map(({ peer }, i) => {
    const y = top + HEAD + i * (BAR + GAP);
    const value = values[i] ?? 0;
    const length = (value * scale).toFixed(1);
    const color = peer.startsWith("skein") ? "#2f7de1" : "#8b95a1";
    const shown = value.toLocaleString("en", { maximumFractionDigits: column.digits });
    return (
      `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end" fill="#7a828c">${escape(peer)}</text>` +
      `<rect x="${LABEL}" y="${y}" width="${length}" height="${BAR}" rx="3" fill="${color}"/>` +
      `<text x="${LABEL + Number(length) + 6}" y="${y + 13}" fill="#7a828c">${shown}</text>`
    );
  });
  return `<text x="8" y="${top + 19}" font-weight="600" fill="#7a828c">${escape(column.title)}</text>${bars.join("")}`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
