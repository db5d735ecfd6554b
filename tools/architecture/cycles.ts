import { type Source, target } from "./source.ts";
import type { Violation } from "./violation.ts";

/** Every circle of imports, once, type-only imports included. */
export function cycleViolations(sources: readonly Source[]): Violation[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const violations: Violation[] = [];

  const follow = (source: Source, trail: readonly string[]): void => {
    const begin = trail.indexOf(source.path);
    if (begin >= 0) {
      const circle = [...trail.slice(begin), source.path];
      violations.push({ path: source.path, line: 0, what: `imports itself: ${circle.join(" → ")}` });
      return;
    }
    if (done.has(source.path)) return;
    for (const path of new Set(source.imports.map((one) => target(source, one) ?? entryOf(one.specifier)))) {
      const next = byPath.get(path);
      if (next) follow(next, [...trail, source.path]);
    }
    done.add(source.path);
  };

  for (const source of sources) follow(source, []);
  return violations;
}

/** The file that a package of ours is entered by: `@skein/protocol/schema` is its `src/schema/index.ts`. */
function entryOf(specifier: string): string {
  const [scope, name, ...door] = specifier.split("/");
  return scope === "@skein" ? ["packages", name, "src", ...door, "index.ts"].join("/") : specifier;
}
