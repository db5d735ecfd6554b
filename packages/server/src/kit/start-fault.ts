/** What kept the server from starting, by what must be looked at. Each has an exit code of its own. */
export const EXIT = {
  /** Something nobody expected. */
  fault: 1,
  /** The command line was not understood. */
  usage: 2,
  /** A setting is wrong or unsafe. */
  config: 3,
  /** The data folder cannot be used. */
  data: 4,
  /** Another server uses the data folder. */
  locked: 5,
  /** The port cannot be listened on. */
  port: 6,
  /** The disk is full. */
  disk: 7,
  /** The database, or a back-up of it, is damaged. */
  corrupt: 8,
  /** The database was used with a newer Skein. */
  newer: 9,
  /** What was asked for was refused, by a running server or its rules. */
  refused: 10,
  /** The database of the cluster cannot be reached, or not be used. */
  database: 11,
} as const;

export type StartFaultKind = keyof typeof EXIT;

/** Why it did not start, in words for the person who started it, and what they can do. */
export class StartFault extends Error {
  override readonly name = "StartFault";

  constructor(
    readonly kind: StartFaultKind,
    readonly what: string,
    readonly remedy: string,
  ) {
    super(`${what}\n${remedy}`);
  }
}
