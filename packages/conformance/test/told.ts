import type { Report } from "../src/index.ts";

/** What did not pass, with all that is known of it. */
export function failed({ outcomes }: Report) {
  return outcomes.filter(({ result }) => result === "fail");
}

/** What was skipped, as rules with their reasons. */
export function skipped({ outcomes }: Report): string[] {
  return [
    ...new Set(
      outcomes.filter(({ result }) => result === "skipped").map(({ rules, reason }) => `${rules.join(" ")}: ${reason}`),
    ),
  ];
}
