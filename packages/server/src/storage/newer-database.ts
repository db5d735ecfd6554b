/** The database was written by a newer version of Skein: nothing is touched. */
export class NewerDatabase extends Error {
  override readonly name = "NewerDatabase";

  constructor(unknown: readonly string[]) {
    super(
      `The database has steps that this version does not know: ${unknown.join(", ")}. Start the newer Skein it was used with.`,
    );
  }
}
