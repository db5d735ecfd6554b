import { openDatabase } from "./database.ts";

/** Gives the store another identity, so that no cursor of before is good any more. Nobody else may have it open. */
export function renewEpoch(file: string, epoch: string): void {
  using database = openDatabase({ file, synchronous: "FULL" }, false);
  database.run("UPDATE store SET epoch = ?", [epoch]);
}
