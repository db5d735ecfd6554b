import type { Migration } from "../../storage/migration.ts";

/** Types of custom messages; `body` is the type as it is told, as JSON. */
export const kindMigrations: readonly Migration[] = [
  {
    id: "kind-1",
    up: ["CREATE TABLE custom_types (type TEXT PRIMARY KEY, body TEXT NOT NULL, at BIGINT NOT NULL)"],
  },
];
