import { LIMITS } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";

/** A frame whose outer shape was checked; its fields were not. */
export type Frame = Record<string, unknown>;

/**
 * One line as a frame: one JSON object, not nested too deep, all text well-formed Unicode without U+0000.
 * Text that came as UTF-8 can hold neither a lone surrogate nor U+0000 but by an escape, so strings are only looked
 * through where there is one. [FRAME-4] [FRAME-5] [FRAME-6]
 */
export function parseFrame(line: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Refusal("malformed", { message: "not JSON" });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal("malformed", { message: "not a JSON object" });
  check(value, line.includes("\\u"), LIMITS.depth);
  return value as Frame;
}

/** Whether a value can be the id of a request. */
export function isId(id: unknown): id is number {
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0;
}

function check(value: object, strings: boolean, depth: number): void {
  if (depth === 0) throw new Refusal("malformed", { message: "nested too deep" });
  // what JSON.parse made has no inherited names to step over
  for (const name in value) {
    const part = (value as Frame)[name];
    if (strings && !(sound(name) && (typeof part !== "string" || sound(part)))) {
      throw new Refusal("malformed", { message: "a string holds a lone surrogate or U+0000" });
    }
    if (typeof part === "object" && part !== null) check(part, strings, depth - 1);
  }
}

const sound = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");
