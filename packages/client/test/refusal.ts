import { ERRORS, type ErrorName } from "@skein/protocol";

/** A refusal, thrown by a command. */
export class Refusal extends Error {
  constructor(
    readonly row: ErrorName,
    readonly after?: number,
  ) {
    super(row);
  }
}

/** The row of the error table as it goes over the wire. */
export function wire(name: ErrorName): { code: number; retry: "never" | "later" | "after-login"; message: string } {
  const { code, retry, summary } = ERRORS[name];
  return { code, retry, message: summary };
}
