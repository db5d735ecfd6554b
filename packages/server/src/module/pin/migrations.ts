import type { Migration } from "../../storage/migration.ts";

/** Pinned messages, with the seq of the operation that pinned each: the latest comes first. */
export const pinMigrations: readonly Migration[] = [
  {
    id: "pin-1",
    up: ["CREATE TABLE pins (conv BIGINT NOT NULL, seq BIGINT NOT NULL, op BIGINT NOT NULL, PRIMARY KEY (conv, seq))"],
  },
];
