import type { Migration } from "../../storage/migration.ts";

/** Packs, their stickers, and who has which; `at` of a sticker is its place in the pack. */
export const stickerMigrations: readonly Migration[] = [
  {
    id: "sticker-1",
    up: [
      "CREATE TABLE sticker_packs (id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL)",
      "CREATE INDEX sticker_packs_owner ON sticker_packs (owner)",
      `CREATE TABLE stickers (
         pack TEXT NOT NULL, id TEXT NOT NULL, file TEXT NOT NULL, emoji TEXT NOT NULL, at BIGINT NOT NULL,
         PRIMARY KEY (pack, id))`,
      "CREATE INDEX stickers_file ON stickers (file)",
      "CREATE TABLE kept_packs (person TEXT NOT NULL, pack TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (person, pack))",
      "CREATE INDEX kept_packs_pack ON kept_packs (pack)",
    ],
  },
];
