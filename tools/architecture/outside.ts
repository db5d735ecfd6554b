import { isTest, type Source } from "./source.ts";
import type { Violation } from "./violation.ts";

interface OutsideRow {
  readonly what: string;
  readonly names: RegExp;
  /** The files it stands behind, so that a test can put another in its place. */
  readonly behind: RegExp;
}

/** What no test can control unless it stands behind one file. */
const OUTSIDE: readonly OutsideRow[] = [
  {
    what: "the clock",
    names:
      /^(Date\.now|new Date\(\)|performance\.now|(window\.)?(setTimeout|setInterval|setImmediate)|Bun\.sleep(Sync)?|Bun\.nanoseconds)$/,
    behind: /^packages\/server\/src\/kit\/clock\.ts$|\/src\/clock\.ts$/,
  },
  {
    what: "randomness",
    names: /^(Math\.random|(crypto\.)?(randomUUID|randomBytes|randomInt|getRandomValues)|Bun\.randomUUID\w*)$/,
    behind: /^packages\/server\/src\/kit\/(random|id)\.ts$|^packages\/client\/src\/key\.ts$|\/src\/random\.ts$/,
  },
  {
    what: "the environment",
    names: /^(process\.env|Bun\.env|import\.meta\.env)(\.|$)/,
    behind: /^packages\/server\/src\/(config|main)\.ts$/,
  },
  {
    what: "a socket",
    names: /^(new WebSocket(\(\))?|new EventSource(\(\))?|Bun\.(serve|listen|connect))$/,
    behind: /^packages\/(server|client)\/src\/transport\//,
  },
];

/** The testkit is the other place where clocks, randomness and servers are made. */
const RULED = /^(packages\/(?!testkit\/)[^/]+|apps\/[^/]+)\/src\//;

/** Uses of the world outside, other than in the file they stand behind. */
export function outsideViolations(sources: readonly Source[]): Violation[] {
  return sources
    .filter(({ path }) => RULED.test(path) && !isTest(path))
    .flatMap(({ path, uses }) =>
      uses.flatMap(({ name, line }) => {
        const row = OUTSIDE.find(({ names, behind }) => names.test(name) && !behind.test(path));
        return row ? [{ path, line, what: `${name}: ${row.what} stands behind one file` }] : [];
      }),
    );
}
