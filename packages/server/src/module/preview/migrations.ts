import type { Migration } from "../../storage/migration.ts";

/** What pages said of themselves when they were last asked; body: as JSON text, empty where they said nothing. */
export const previewMigrations: readonly Migration[] = [
  {
    id: "preview-1",
    up: [
      "CREATE TABLE link_previews (url TEXT PRIMARY KEY, at BIGINT NOT NULL, body TEXT NOT NULL)",
      "CREATE INDEX link_previews_at ON link_previews (at)",
    ],
  },
];
