import type { Source } from "./source.ts";
import type { Violation } from "./violation.ts";

/** Words that say nothing about what is inside: a thing without a name has no place. */
const EMPTY_WORDS = new Set(["util", "utils", "helper", "helpers", "common", "base", "manager", "service", "services"]);

/** Nouns of the platform that hold such a word. */
const PLATFORM_NOUNS = ["service-worker"];

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Files and folders whose name is not kebab-case or says nothing. */
export function nameViolations(sources: readonly Pick<Source, "path">[]): Violation[] {
  return sources.flatMap(({ path }) =>
    path.split("/").flatMap((segment) => {
      if (segment.startsWith(".")) return [];
      if (!KEBAB_CASE.test(segment)) return [{ path, line: 0, what: `${segment} is not kebab-case` }];
      const words = PLATFORM_NOUNS.reduce((name, noun) => name.replace(noun, ""), segment).split(/[-.]/);
      const empty = words.find((word) => EMPTY_WORDS.has(word));
      return empty ? [{ path, line: 0, what: `"${empty}" says nothing about what is inside` }] : [];
    }),
  );
}
