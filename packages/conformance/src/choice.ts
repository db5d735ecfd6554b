import { type Check, isFor, type Section } from "./check.ts";
import type { Options } from "./options.ts";
import { SECTIONS } from "./section/index.ts";
import { UNSEEN } from "./unseen.ts";
import { Unready } from "./unready.ts";
import type { Way } from "./wire/carrier.ts";

/** A check over one way. */
export interface Chosen {
  readonly section: Section;
  readonly check: Check;
  readonly way: Way;
}

/** What is to be looked at, in order. Throws {@link Unready} for a rule that nobody can see or that there is not, and where nothing is left. */
export function choice({ ways, sections, rules, quick }: Options): readonly Chosen[] {
  for (const rule of rules) mustBeSeen(rule);
  const chosen = ways.flatMap((way, at) =>
    SECTIONS.filter(({ number }) => sections.length === 0 || sections.includes(number)).flatMap((section) =>
      section.checks
        .filter((check) => isFor(check, way, at === 0) && !(quick && check.slow))
        .filter((check) => rules.length === 0 || check.rules.some((rule) => rules.includes(rule)))
        .map((check) => ({ section, check, way })),
    ),
  );
  if (chosen.length === 0) throw new Unready("No check is left by what was chosen.");
  return chosen;
}

function mustBeSeen(rule: string): void {
  if (SECTIONS.some(({ checks }) => checks.some((check) => check.rules.includes(rule)))) return;
  const unseen = UNSEEN.find(({ rules }) => rules.includes(rule));
  throw new Unready(unseen ? `${rule} is not to be seen from outside: ${unseen.why}.` : `There is no rule ${rule}.`);
}
