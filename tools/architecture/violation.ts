/** A place where the code breaks a rule of the house. */
export interface Violation {
  /** From the root of the project. */
  readonly path: string;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly what: string;
}
