import type { Source } from "./source.ts";
import type { Violation } from "./violation.ts";

/** Each row: what no file may hold, and why. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/@ts-(ignore|expect-error|nocheck)/, "a type error is mended, not hidden"],
  [/(eslint|oxlint)-disable|(biome|prettier)-ignore/, "a finding is mended, not hidden"],
  [/\bas any\b/, "it switches the type checker off"],
  [/\b(TO[D]O|FIX[M]E|XX[X])\b/, "what is left to do stands in an issue"],
  [/\b(test|it|describe)\.(only|skip|todo|failing)\(/, "every test runs"],
];

/** Lines that hide something from a check. */
export function wordingViolations(sources: readonly Pick<Source, "path" | "text">[]): Violation[] {
  return sources.flatMap(({ path, text }) =>
    text.split("\n").flatMap((content, index) =>
      FORBIDDEN.flatMap(([pattern, why]) => {
        const found = pattern.exec(content)?.[0];
        return found ? [{ path, line: index + 1, what: `${found}: ${why}` }] : [];
      }),
    ),
  );
}
