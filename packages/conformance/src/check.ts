import type { Stage } from "./stage.ts";
import type { Way } from "./wire/carrier.ts";

/**
 * `heard`: what a client hears over a link, over each way that carries links; `asked`: what it is answered, over one of these and by
 * single requests; `once`: the same whatever carries links.
 */
type Over = "heard" | "asked" | "once";

/** One thing that is looked at, and the rules it stands for. */
export interface Check {
  readonly rules: readonly string[];
  /** In plain words. */
  readonly title: string;
  readonly over: Over;
  /** Whether it waits for more than some seconds: then it goes on beside the others. */
  readonly slow: boolean;
  readonly run: (stage: Stage) => Promise<void>;
}

/** The checks of one section of SPEC.md. */
export interface Section {
  readonly number: number;
  readonly title: string;
  readonly checks: readonly Check[];
}

type Run = Check["run"];

const RULES = /^(?:\[[A-Z]+-\d+\])+ /;

function check(over: Over, slow: boolean, heading: string, run: Run): Check {
  const rules = [...(RULES.exec(heading)?.[0].matchAll(/[A-Z]+-\d+/g) ?? [])].map(([rule]) => rule);
  return { rules, title: heading.replace(RULES, ""), over, slow, run };
}

/** @param heading the rules and the title, as `[SEND-2] the same key …` */
export const heard = (heading: string, run: Run): Check => check("heard", false, heading, run);
export const asked = (heading: string, run: Run): Check => check("asked", false, heading, run);
export const once = (heading: string, run: Run): Check => check("once", false, heading, run);
/** Of those that wait for more than some seconds. */
export const slowly = {
  heard: (heading: string, run: Run): Check => check("heard", true, heading, run),
  once: (heading: string, run: Run): Check => check("once", true, heading, run),
};

/** Whether a check is made over this way; `first`: no other way comes before it. */
export function isFor({ over }: Check, way: Way, first: boolean): boolean {
  return over === "heard" ? way !== "http" : first || (over === "asked" && way === "http");
}
