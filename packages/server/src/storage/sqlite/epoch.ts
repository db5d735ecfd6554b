import type { Migration } from "../migration.ts";
import { openDatabase } from "./database.ts";
import { NewerDatabase } from "../newer-database.ts";
import { unknownSteps } from "./migrate.ts";

/** Gives the store another identity, so that no cursor of before is good any more. Nobody else may have it open. */
export function renewEpoch(file: string, epoch: string): void {
  using database = openDatabase({ file, synchronous: "FULL" }, false);
  database.run("UPDATE store SET epoch = ?", [epoch]);
}

/** @throws NewerDatabase when this version could not open it */
export function requireKnown(file: string, migrations: readonly Migration[]): void {
  using database = openDatabase({ file, synchronous: "FULL" }, true);
  const unknown = unknownSteps(database, migrations);
  if (unknown.length > 0) throw new NewerDatabase(unknown);
}
