import { LIMITS } from "@skein/protocol";
import type { FileInfo, Sticker, StickerPack } from "@skein/protocol/schema";
import type { Statement, Storage } from "../../storage/storage.ts";

type Query = Pick<Storage, "query">;

interface PackRow {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly kept: number;
}

interface StickerRow {
  readonly pack: string;
  readonly id: string;
  readonly emoji: string;
  readonly body: string;
}

const PACK = `p.id, p.owner, p.name,
  (SELECT count(*) FROM kept_packs k WHERE k.pack = p.id AND k.person = ?) AS kept`;

/** Those that a person has. */
export async function packsOf(store: Query, person: string): Promise<StickerPack[]> {
  const packs = await store.query<PackRow>({
    sql: `SELECT ${PACK} FROM kept_packs h JOIN sticker_packs p ON p.id = h.pack WHERE h.person = ? ORDER BY h.at DESC, p.id`,
    parameters: [person, person],
  });
  return withStickers(store, person, packs);
}

/** One of anybody's; undefined where there is none. */
export async function packOf(store: Query, person: string, id: string): Promise<StickerPack | undefined> {
  const packs = await store.query<PackRow>({
    sql: `SELECT ${PACK} FROM sticker_packs p WHERE p.id = ?`,
    parameters: [person, id],
  });
  return (await withStickers(store, person, packs))[0];
}

/** The picture of a sticker, for whoever has its pack. */
export async function stickerFor(
  store: Query,
  person: string,
  pack: string,
  id: string,
): Promise<{ readonly file: FileInfo; readonly emoji: string } | undefined> {
  const [row] = await store.query<{ body: string; emoji: string }>({
    sql: `SELECT f.body, s.emoji FROM stickers s JOIN files f ON f.id = s.file JOIN kept_packs k ON k.pack = s.pack AND k.person = ?
          WHERE s.pack = ? AND s.id = ?`,
    parameters: [person, pack, id],
  });
  return row && { file: JSON.parse(row.body) as FileInfo, emoji: row.emoji };
}

async function withStickers(store: Query, person: string, packs: readonly PackRow[]): Promise<StickerPack[]> {
  const marks = packs.map(() => "?").join(", ");
  const rows =
    packs.length === 0
      ? []
      : await store.query<StickerRow>({
          sql: `SELECT s.pack, s.id, s.emoji, f.body FROM stickers s JOIN files f ON f.id = s.file
                WHERE s.pack IN (${marks}) ORDER BY s.at, s.id`,
          parameters: packs.map(({ id }) => id),
        });
  return packs.map(({ id, owner, name, kept }) => ({
    ...{ id, name, mine: owner === person, kept: kept > 0 },
    stickers: rows.filter(({ pack }) => pack === id).map(told),
  }));
}

function told({ id, emoji, body }: StickerRow): Sticker {
  return { id, file: JSON.parse(body) as FileInfo, ...(emoji !== "" && { emoji }) };
}

const mine = { changes: 1, error: "not_found" } as const;

export function insertPack(id: string, owner: string, name: string, now: number): Statement {
  return {
    sql: `INSERT INTO sticker_packs (id, owner, name, at) SELECT ?, ?, ?, ${now}
          WHERE (SELECT count(*) FROM sticker_packs WHERE owner = ?) < ${LIMITS.packs}`,
    parameters: [id, owner, name, owner],
    expect: { changes: 1, error: "too_many" },
  };
}

export function renamePack(id: string, owner: string, name: string): Statement {
  return {
    sql: "UPDATE sticker_packs SET name = ? WHERE id = ? AND owner = ?",
    parameters: [name, id, owner],
    expect: mine,
  };
}

/** The pack is still theirs, at that very moment. */
export function stillMine(id: string, owner: string): Statement {
  return {
    sql: "UPDATE sticker_packs SET name = name WHERE id = ? AND owner = ?",
    parameters: [id, owner],
    expect: mine,
  };
}

export function insertSticker(pack: string, id: string, file: string, emoji: string, now: number): Statement {
  return {
    sql: `INSERT INTO stickers (pack, id, file, emoji, at) SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ${now}
          WHERE (SELECT count(*) FROM stickers WHERE pack = ? AND id <> ?) < ${LIMITS.packStickers}
          ON CONFLICT (pack, id) DO UPDATE SET emoji = excluded.emoji`,
    parameters: [pack, id, file, emoji, pack, id],
    expect: { changes: 1, error: "too_many" },
  };
}

export function deleteSticker(pack: string, id: string): Statement {
  return { sql: "DELETE FROM stickers WHERE pack = ? AND id = ?", parameters: [pack, id], expect: mine };
}

/** It is there, and among theirs from now on. */
export function keepPack(person: string, pack: string, now: number): Statement[] {
  return [
    {
      sql: "UPDATE sticker_packs SET name = name WHERE id = ?",
      parameters: [pack],
      expect: mine,
    },
    {
      sql: `INSERT INTO kept_packs (person, pack, at) SELECT CAST(? AS TEXT), CAST(? AS TEXT), ${now}
            WHERE (SELECT count(*) FROM kept_packs WHERE person = ? AND pack <> ?) < ${LIMITS.packs}
            ON CONFLICT (person, pack) DO UPDATE SET at = kept_packs.at`,
      parameters: [person, pack, person, pack],
      expect: { changes: 1, error: "too_many" },
    },
  ];
}

export function letGo(person: string, pack: string): Statement {
  return { sql: "DELETE FROM kept_packs WHERE person = ? AND pack = ?", parameters: [person, pack] };
}

/** A pack of theirs and all that hangs on it; nothing where it is not theirs. */
export function deletePack(id: string, owner: string): Statement[] {
  const theirs = "(SELECT id FROM sticker_packs WHERE id = ? AND owner = ?)";
  return [
    { sql: `DELETE FROM stickers WHERE pack IN ${theirs}`, parameters: [id, owner] },
    { sql: `DELETE FROM kept_packs WHERE pack IN ${theirs}`, parameters: [id, owner] },
    { sql: "DELETE FROM sticker_packs WHERE id = ? AND owner = ?", parameters: [id, owner] },
  ];
}

/** Of somebody whose account is erased nothing stays but what messages hold. */
export function erasePacks(person: string): Statement[] {
  const theirs = "(SELECT id FROM sticker_packs WHERE owner = ?)";
  return [
    { sql: `DELETE FROM stickers WHERE pack IN ${theirs}`, parameters: [person] },
    { sql: `DELETE FROM kept_packs WHERE person = ? OR pack IN ${theirs}`, parameters: [person, person] },
    { sql: "DELETE FROM sticker_packs WHERE owner = ?", parameters: [person] },
  ];
}
