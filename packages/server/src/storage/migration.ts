/** One step of the database's shape. Steps are only ever added, never changed: an old database walks through them. */
export interface Migration {
  /** Unique for ever, for instance `account-1`. */
  readonly id: string;
  /** Statements in the SQL that all engines understand. */
  readonly up: readonly string[];
}
