import type { FileInfo } from "@skein/protocol/schema";
import type { Storage } from "../../storage/storage.ts";
import { isInline } from "./disposition.ts";
import type { BlobRow } from "./store.ts";

/* Who may read which file: looked up at each read. */

type Query = Pick<Storage, "query">;

export interface FileRow {
  readonly id: string;
  readonly owner: string;
  readonly blob: string;
  readonly size: number;
  readonly source: string;
  readonly body: string;
}

const FILE = "f.id, f.owner, f.blob, f.size, f.source, f.body";

/** A file is in somebody's pack of stickers: whoever knows it may look at it. */
const STICKER = (file: string) => `EXISTS (SELECT 1 FROM stickers s WHERE s.file = ${file})`;

/** A file, of table `files`, is in a message or a pack, or is what a person or a group looks like. */
export const HELD = `(EXISTS (SELECT 1 FROM file_refs r WHERE r.file = files.id) OR ${STICKER("files.id")}
  OR EXISTS (SELECT 1 FROM avatars a WHERE a.file = files.id))`;

/** File `f` is their own, or in a message that they may read and have not deleted for themselves. [FILE-8] */
const THEIRS = `(f.owner = ? OR EXISTS (
  SELECT 1 FROM file_refs r JOIN members m ON m.conv = r.conv AND m."user" = ?
  WHERE r.file = f.id AND r.seq >= m.since
    AND NOT EXISTS (SELECT 1 FROM kept_messages k WHERE k.person = ? AND k.conv = r.conv AND k.seq = r.seq AND k.gone > 0)))`;

/** It is in a message that was reported, and they are a moderator. */
const REPORTED = `EXISTS (
  SELECT 1 FROM file_refs r JOIN conversations c ON c.num = r.conv JOIN reports p ON p.conv = c.id AND p.seq = r.seq
    JOIN users u ON u.id = ? WHERE r.file = f.id AND u.role <> 'member')`;

const READABLE = `(${THEIRS} OR ${STICKER("f.id")} OR ${REPORTED})`;

/** Whether somebody is still here: a link may be older than their end. */
export async function isHere(store: Query, person: string, now: number): Promise<boolean> {
  const found = await store.query({
    sql: "SELECT 1 AS one FROM users WHERE id = ? AND deleted IS NULL AND (banned IS NULL OR banned <= ?)",
    parameters: [person, now],
  });
  return found.length > 0;
}

/** Those of the files that a person may read. */
export async function readableFiles(store: Query, user: string, ids: readonly string[]): Promise<readonly FileRow[]> {
  if (ids.length === 0) return [];
  const marks = ids.map(() => "?").join(", ");
  return store.query<FileRow>({
    sql: `SELECT ${FILE} FROM files f WHERE f.id IN (${marks}) AND ${READABLE}`,
    parameters: [...ids, user, user, user, user],
  });
}

/** A blob that a person may have without sending it, since they may read the same already. [FILE-1] */
export async function knownContent(
  store: Query,
  user: string,
  source: string,
  original: boolean,
): Promise<BlobRow | undefined> {
  const [found] = await store.query<BlobRow>({
    sql: `SELECT b.id, b.size, b.content FROM files f JOIN blobs b ON b.id = f.blob
          WHERE f.source = ? AND f.original = ? AND ${THEIRS} LIMIT 1`,
    parameters: [source, Number(original), user, user, user],
  });
  return found;
}

/** A picture that a person may read and that is shown as one. */
export async function readablePicture(store: Query, user: string, id: string): Promise<FileInfo | undefined> {
  const [row] = await readableFiles(store, user, [id]);
  const info = row && (JSON.parse(row.body) as FileInfo);
  return info?.type.startsWith("image/") && isInline(info.type) ? info : undefined;
}
