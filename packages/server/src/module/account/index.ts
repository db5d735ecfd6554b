import type { Clock } from "../../kit/clock.ts";
import type { Storage } from "../../storage/storage.ts";
import { PeopleInStore } from "./people.ts";

/** Who there is, for the line; the account room keeps it up to date. */
export function createPeople(storage: Pick<Storage, "query">, clock: Clock): PeopleInStore {
  return new PeopleInStore(storage, clock);
}

export { createAccount, type Account } from "./account.ts";
export type { Erasing } from "./erase.ts";
export { pinyinOf } from "./name.ts";
export type { AccountSettings } from "./parts.ts";
export { fold, indexName } from "./name.ts";
export { spelledAs } from "./search.ts";
export { accountMigrations } from "./migrations.ts";
