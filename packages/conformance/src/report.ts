import type { Way } from "./wire/carrier.ts";
import { UNSEEN } from "./unseen.ts";

/** What became of one check over one way. */
export interface Outcome {
  readonly section: number;
  readonly rules: readonly string[];
  readonly title: string;
  readonly way: Way;
  readonly result: "pass" | "fail" | "skipped";
  /** Why it failed or was skipped. */
  readonly reason?: string;
  readonly expected?: unknown;
  readonly seen?: unknown;
  readonly ms: number;
}

export interface Report {
  readonly server: { readonly name: string; readonly version: string };
  /** Where those who acted came from. */
  readonly people: string;
  readonly ms: number;
  readonly outcomes: readonly Outcome[];
  /** What stays: ids of people who could not be erased, and the like. */
  readonly left: readonly string[];
}

/** Characters of what was expected or seen that are told. */
const LONGEST = 600;

/** One check as a line, and below it why it did not pass. */
export function lineOf({ result, rules, title, way, reason, expected, seen }: Outcome): string {
  const mark = { pass: "ok  ", fail: "FAIL", skipped: "skip" }[result];
  const line = `${mark} ${way.padEnd(9)} ${rules.join(" ")} ${title}`;
  if (result === "pass") return line;
  const why = [reason, ...(result === "fail" ? [told("expected", expected), told("seen", seen)] : [])];
  return [line, ...why.filter((text) => text !== undefined).map((text) => `       ${text}`)].join("\n");
}

/** The last lines: sums, and what stays behind. */
export function sumOf(report: Report, verbose: boolean): string {
  const count = (result: Outcome["result"]) => report.outcomes.filter((one) => one.result === result).length;
  const { server, people, left } = report;
  return [
    ...(verbose
      ? ["", "Not to be seen from outside:", ...UNSEEN.map(({ rules, why }) => `  ${rules.join(" ")}: ${why}`)]
      : []),
    "",
    `${server.name} ${server.version}: ${count("pass")} passed, ${count("fail")} failed, ${count("skipped")} skipped in ${(report.ms / 1000).toFixed(1)} s`,
    `People were ${people}.${left.length > 0 ? ` What stays: ${left.join(", ")}` : ""}`,
  ].join("\n");
}

/** For programs: the outcomes, the sums, and the rules that nobody can see from outside. */
export function jsonOf(report: Report): string {
  return JSON.stringify({ ...report, unseen: UNSEEN }, null, 2);
}

function told(what: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `${what}: ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}
