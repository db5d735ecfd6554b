import type { Migration } from "../../storage/migration.ts";

/** What the nodes of a cluster share beside the product's tables. */
export const nodeMigrations: readonly Migration[] = [
  {
    id: "node-1",
    up: [
      "CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
      // beat: by the database's clock, in ms; bus: whether it hears the others; likeness: what must be equal on all nodes
      `CREATE TABLE nodes (
         id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, started BIGINT NOT NULL, beat BIGINT NOT NULL,
         bus INTEGER NOT NULL, likeness TEXT NOT NULL)`,
    ],
  },
];
