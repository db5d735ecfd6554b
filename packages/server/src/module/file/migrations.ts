import type { Migration } from "../../storage/migration.ts";

/** What `what` is in `entry_tabs`. */
export const TABS = { media: 1, files: 2, voice: 3, links: 4 } as const;

/**
 * `file_use`: what each person takes, open uploads included. `blobs`: contents, each once, by the SHA-256 of what is kept; `blob_sources`: what
 * was uploaded for them. `files`: what people call such a content; whoever may read one of them may have it once more. `file_refs`: which
 * entry holds which file. `blob_rest`: bytes that are to be deleted, and those that are not yet spoken of.
 */
export const fileMigrations: readonly Migration[] = [
  {
    id: "file-1",
    up: [
      "CREATE TABLE file_use (person TEXT PRIMARY KEY, bytes BIGINT NOT NULL, uploads BIGINT NOT NULL)",
      `CREATE TABLE uploads (
         id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, size BIGINT NOT NULL, type TEXT NOT NULL,
         sha256 TEXT NOT NULL, original BIGINT NOT NULL, at BIGINT NOT NULL, have BIGINT NOT NULL, state TEXT NOT NULL,
         holder TEXT NOT NULL, held BIGINT NOT NULL, file TEXT NOT NULL)`,
      "CREATE INDEX uploads_at ON uploads (at)",
      `CREATE TABLE blobs (
         id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, size BIGINT NOT NULL, content TEXT NOT NULL, at BIGINT NOT NULL)`,
      "CREATE INDEX blobs_at ON blobs (at)",
      `CREATE TABLE blob_sources (
         source TEXT NOT NULL, original BIGINT NOT NULL, blob TEXT NOT NULL, PRIMARY KEY (source, original))`,
      "CREATE INDEX blob_sources_blob ON blob_sources (blob)",
      "CREATE TABLE blob_rest (id TEXT PRIMARY KEY, at BIGINT NOT NULL)",
      `CREATE TABLE files (
         id TEXT PRIMARY KEY, owner TEXT NOT NULL, blob TEXT NOT NULL, size BIGINT NOT NULL, source TEXT NOT NULL,
         original BIGINT NOT NULL, body TEXT NOT NULL, used BIGINT NOT NULL)`,
      "CREATE INDEX files_source ON files (source, original)",
      "CREATE INDEX files_blob ON files (blob)",
      "CREATE INDEX files_used ON files (used)",
      `CREATE TABLE file_refs (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (conv, seq, file))`,
      "CREATE INDEX file_refs_file ON file_refs (file)",
      `CREATE TABLE entry_tabs (
         conv BIGINT NOT NULL, what BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (conv, what, seq))`,
      `INSERT INTO entry_tabs (conv, what, seq)
         SELECT conv, ${TABS.links}, seq FROM entries WHERE kind = 'text' AND (body LIKE '%https://%' OR body LIKE '%http://%')`,
      `CREATE TABLE played (
         conv BIGINT NOT NULL, seq BIGINT NOT NULL, person TEXT NOT NULL, op BIGINT NOT NULL, PRIMARY KEY (conv, seq, person))`,
      "CREATE TABLE file_secret (one BIGINT PRIMARY KEY, value TEXT NOT NULL)",
    ],
  },
  { id: "file-2", up: ["CREATE INDEX files_owner ON files (owner)"] },
  {
    // `avatars`: what people and groups look like, by the address that is told of it; `shown` is a person or a group
    id: "file-3",
    up: [
      "CREATE TABLE avatars (id TEXT PRIMARY KEY, shown TEXT NOT NULL UNIQUE, file TEXT NOT NULL)",
      "CREATE INDEX avatars_file ON avatars (file)",
    ],
  },
  // the SHA-256 of an upload that is whole, where it was carried along
  { id: "file-4", up: ["ALTER TABLE uploads ADD COLUMN hash TEXT NOT NULL DEFAULT ''"] },
];
