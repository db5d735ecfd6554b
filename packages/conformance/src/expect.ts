import { isDeepStrictEqual } from "node:util";
import type { ErrorFrame, ErrorName } from "@skein/protocol";

/** A server did not do what a rule says. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    what: string,
    readonly expected: unknown,
    readonly seen: unknown,
  ) {
    super(what);
  }
}

/** A rule could not be looked at here; the message says what is missing. */
export class Skipped extends Error {
  override readonly name = "Skipped";
}

/** A command was answered with an error. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    command: string,
    readonly error: Omit<ErrorFrame, "type">,
  ) {
    super(`${command} was answered with ${error.name}${error.path === undefined ? "" : ` at ${error.path}`}`);
  }
}

/** @param what is looked at, in plain words */
export function equal(seen: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(seen, expected)) throw new Failure(what, expected, seen);
}

/** Everything that `part` names is in what was seen; other fields do not matter. */
export function like(seen: unknown, part: unknown, what: string): void {
  if (!has(seen, part)) throw new Failure(what, part, seen);
}

export function holds(condition: boolean, what: string, seen: unknown): asserts condition {
  if (!condition) throw new Failure(what, true, seen);
}

/** Nothing of what somebody was told holds these words. */
export function silent(told: unknown, words: string, what: string): void {
  const text = JSON.stringify(told);
  if (text.includes(words)) throw new Failure(what, `nothing that holds ${JSON.stringify(words)}`, told);
}

/** What became of a command, in one word. */
export async function outcome(asked: Promise<unknown>): Promise<ErrorName | "ok"> {
  try {
    await asked;
    return "ok";
  } catch (fault) {
    if (fault instanceof Refused) return fault.error.name;
    throw fault;
  }
}

/** The error that a command is answered with; fails where it is another one, or none. */
export async function refused(
  asked: Promise<unknown>,
  name: ErrorName,
  what: string,
): Promise<Omit<ErrorFrame, "type">> {
  try {
    const answer = await asked;
    throw new Failure(what, name, answer ?? "ok");
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    if (fault.error.name !== name) throw new Failure(what, name, fault.error);
    return fault.error;
  }
}

/** All of these, asked at once, are answered with this error. */
export async function allRefused(asked: readonly Promise<unknown>[], name: ErrorName, what: string): Promise<void> {
  await Promise.all(asked.map((one) => refused(one, name, what)));
}

/** Something that goes on while something else is done. Where that fails nobody waits for it any more, and nobody need hear how it ended. */
export function meanwhile<T>(going: Promise<T>): Promise<T> {
  going.catch(() => undefined);
  return going;
}

/** The numbers from … to, both included. */
export function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

function has(seen: unknown, part: unknown): boolean {
  if (typeof part !== "object" || part === null) return Object.is(seen, part);
  if (typeof seen !== "object" || seen === null) return false;
  if (Array.isArray(part) && (!Array.isArray(seen) || seen.length !== part.length)) return false;
  return Object.entries(part).every(([name, value]) => has((seen as Record<string, unknown>)[name], value));
}
