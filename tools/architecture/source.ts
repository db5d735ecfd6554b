import { posix } from "node:path";
import { parseSync } from "oxc-parser";
import { type Use, usesIn } from "./uses.ts";

/** One import, re-export or `import()` of a file; those of types only count like any other. */
export interface Import {
  /** As written, for example `./link.ts` or `@skein/protocol`. */
  readonly specifier: string;
  readonly line: number;
}

/** A source file, as far as the rules of the house care about it. */
export interface Source {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names of the surrounding platform that it uses. */
  readonly uses: readonly Use[];
}

/** Reads what the rules need out of the text of one TypeScript or JavaScript file. */
export function readSource(path: string, text: string): Source {
  const { module, program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const lineOf = lineFinder(text);
  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest ?? [])),
  ].map(({ value, start }) => ({ specifier: value, line: lineOf(start) }));
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^["'`](.*)["'`]$/s.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[1]) imports.push({ specifier: literal[1], line: lineOf(moduleRequest.start) });
  }
  return { path, text, lines: text.split("\n").length - 1, imports, uses: usesIn(program, lineOf) };
}

/** Where a relative import leads, from the root; `undefined` for a package. */
export function target(source: Source, { specifier }: Import): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(source.path), specifier) : undefined;
}

/** Tests, and the contract suites that tests run: they may see more than what they test. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/test(-node)?\/|\/contract\.ts$|\/contract\//.test(path);
}

/** Line numbers (from 1) for offsets into a text. */
function lineFinder(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split("\n").length;
}
