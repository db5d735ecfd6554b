import { isTest, type Source } from "./source.ts";
import type { Violation } from "./violation.ts";

/** A file over this many lines holds a second idea, or says here why not. */
const A_QUESTION = 250;
/** A file over this many lines is wrong. */
const WRONG = 400;

/** Files over 250 lines that hold one idea all the same. */
const ALLOWED: Readonly<Record<string, string>> = {
  "packages/client/src/conversation.ts": "what one can do in a conversation, a few lines for each",
  "packages/client/src/timeline.ts":
    "one log as stretches: the newest and where somebody has jumped to; each way of reading must keep both whole",
};

/** Where such projects rot: thin by design. */
const THIN: Readonly<Record<string, number>> = {
  "packages/server/src/session/session.ts": 200,
  "packages/server/src/server.ts": 200,
  "packages/client/src/client.ts": 200,
};

/** Files that have grown too long, and permissions that are no longer needed. */
export function sizeViolations(sources: readonly Source[], allowed = ALLOWED): Violation[] {
  const long = sources.filter((source) => !isTest(source.path) && source.lines > limitOf(source.path, allowed));
  const unneeded = Object.keys(allowed).filter(
    (path) => !sources.some((source) => source.path === path && source.lines > A_QUESTION),
  );
  return [
    ...long.map(({ path, lines }) => ({
      path,
      line: 0,
      what: `has ${lines} lines, at most ${limitOf(path, allowed)}`,
    })),
    ...unneeded.map((path) => ({ path, line: 0, what: `needs no permission to be long; take it out of the table` })),
  ];
}

function limitOf(path: string, allowed: Readonly<Record<string, string>>): number {
  return THIN[path] ?? (path in allowed ? WRONG : A_QUESTION);
}
