import { LIMITS } from "@skein/protocol";
import type { FileInfo } from "@skein/protocol/schema";
import { isInline } from "./disposition.ts";
import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement, Storage } from "../../storage/storage.ts";

/*
 * What is kept of files. Bytes are written before a row speaks of them, and deleted after none does any more; `blob_rest` names those in
 * between, so that whoever dies in mid-way leaves nothing behind.
 */

type Query = Pick<Storage, "query">;

export interface FileRow {
  readonly id: string;
  readonly owner: string;
  readonly blob: string;
  readonly size: number;
  readonly source: string;
  readonly body: string;
}

/** What is known of a content: the part of {@link FileInfo} that does not depend on who has it. */
export type Content = Omit<FileInfo, "id" | "name" | "size">;

export interface BlobRow {
  readonly id: string;
  readonly size: number;
  readonly content: string;
}

const FILE = "f.id, f.owner, f.blob, f.size, f.source, f.body";

/** A file is in somebody's pack of stickers: whoever knows it may look at it. */
const STICKER = (file: string) => `EXISTS (SELECT 1 FROM stickers s WHERE s.file = ${file})`;

/** A file, of table `files`, is in a message or a pack. */
export const HELD = `(EXISTS (SELECT 1 FROM file_refs r WHERE r.file = files.id) OR ${STICKER("files.id")})`;

/** May they read file `f`? Their own, stickers, and those in a message that they may read and have not deleted for themselves. [FILE-8] */
const READABLE = `(f.owner = ? OR ${STICKER("f.id")} OR EXISTS (
  SELECT 1 FROM file_refs r JOIN members m ON m.conv = r.conv AND m."user" = ?
  WHERE r.file = f.id AND r.seq >= m.since
    AND NOT EXISTS (SELECT 1 FROM kept_messages k WHERE k.person = ? AND k.conv = r.conv AND k.seq = r.seq AND k.gone > 0)))`;

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
    parameters: [...ids, user, user, user],
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
          WHERE f.source = ? AND f.original = ? AND ${READABLE} LIMIT 1`,
    parameters: [source, Number(original), user, user, user],
  });
  return found;
}

/** What was made of the same bytes before, whoever sent them. */
export async function blobOfSource(store: Query, source: string, original: boolean): Promise<BlobRow | undefined> {
  const [found] = await store.query<BlobRow>({
    sql: `SELECT b.id, b.size, b.content FROM blob_sources s JOIN blobs b ON b.id = s.blob WHERE s.source = ? AND s.original = ?`,
    parameters: [source, Number(original)],
  });
  return found;
}

export async function blobOfHash(store: Query, hash: string): Promise<BlobRow | undefined> {
  const [found] = await store.query<BlobRow>({
    sql: "SELECT id, size, content FROM blobs WHERE hash = ?",
    parameters: [hash],
  });
  return found;
}

export async function useOf(
  store: Query,
  person: string,
): Promise<{ readonly bytes: number; readonly uploads: number }> {
  const [row] = await store.query<{ bytes: number; uploads: number }>({
    sql: "SELECT bytes, uploads FROM file_use WHERE person = ?",
    parameters: [person],
  });
  return row ?? { bytes: 0, uploads: 0 };
}

/** Takes room for a person, who need not have a row yet; `quota` 0: without a bound. */
export function takeRoom(person: string, bytes: number, quota: number, uploads: 0 | 1): Statement[] {
  const bounded = quota > 0 && bytes > 0;
  return [
    {
      sql: "INSERT INTO file_use (person, bytes, uploads) VALUES (?, 0, 0) ON CONFLICT (person) DO NOTHING",
      parameters: [person],
    },
    {
      sql: `UPDATE file_use SET bytes = bytes + ? WHERE person = ?${bounded ? " AND bytes + ? <= ?" : ""}`,
      parameters: [bytes, person, ...(bounded ? [bytes, quota] : [])],
      expect: { changes: 1, error: "quota_full" },
    },
    {
      sql: `UPDATE file_use SET uploads = uploads + ${uploads} WHERE person = ? AND uploads + ${uploads} <= ${LIMITS.uploads}`,
      parameters: [person],
      expect: { changes: 1, error: "too_many" },
    },
  ];
}

export function giveRoom(person: string, bytes: number, uploads: 0 | 1): Statement {
  return {
    sql: `UPDATE file_use SET bytes = bytes - ?, uploads = uploads - ${uploads} WHERE person = ?`,
    parameters: [bytes, person],
  };
}

/** The content is there at that very moment, and is not swept in the next one; whoever finds it gone begins anew. */
export function holdBlob(id: string, now: number): Statement {
  return {
    sql: "UPDATE blobs SET at = ? WHERE id = ?",
    parameters: [now, id],
    expect: { changes: 1, error: "conflict" },
  };
}

export interface NewFile {
  readonly id: string;
  readonly owner: string;
  readonly blob: string;
  readonly size: number;
  readonly source: string;
  readonly original: boolean;
  readonly info: FileInfo;
}

export function insertFile({ id, owner, blob, size, source, original, info }: NewFile, now: number): Statement {
  return {
    sql: `INSERT INTO files (id, owner, blob, size, source, original, body, used) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    parameters: [id, owner, blob, size, source, Number(original), JSON.stringify(info), now],
  };
}

export function insertBlob(id: string, hash: string, size: number, content: Content, now: number): Statement {
  return {
    sql: `INSERT INTO blobs (id, hash, size, content, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
    parameters: [id, hash, size, JSON.stringify(content), now],
    // somebody else was quicker with the same content: theirs is taken at the next try
    expect: { changes: 1, error: "conflict" },
  };
}

export function insertSource(source: string, original: boolean, blob: string): Statement {
  return {
    sql: `INSERT INTO blob_sources (source, original, blob) VALUES (?, ?, ?)
          ON CONFLICT (source, original) DO UPDATE SET blob = excluded.blob`,
    parameters: [source, Number(original), blob],
  };
}

/** Bytes that nothing speaks of: to be deleted from then on. */
export function noteRest(id: string, at: number): Statement {
  return {
    sql: `INSERT INTO blob_rest (id, at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
    parameters: [id, at],
  };
}

export function forgetRest(id: string): Statement {
  return { sql: "DELETE FROM blob_rest WHERE id = ?", parameters: [id] };
}

/** `used` of a file that is in a message. */
export const IN_USE = Number.MAX_SAFE_INTEGER;

/** A file is there, and is not swept from now on. */
export function holdFile(file: string): Statement {
  return {
    sql: "UPDATE files SET used = ? WHERE id = ?",
    parameters: [IN_USE, file],
    expect: { changes: 1, error: "not_found" },
  };
}

/** Unless something else holds it, it goes with one of the next sweeps. */
export function releaseFile(file: string): Statement {
  return { sql: "UPDATE files SET used = 0 WHERE id = ?", parameters: [file] };
}

/** A picture that a person may read and that is shown as one. */
export async function readablePicture(store: Query, user: string, id: string): Promise<FileInfo | undefined> {
  const [row] = await readableFiles(store, user, [id]);
  const info = row && (JSON.parse(row.body) as FileInfo);
  return info?.type.startsWith("image/") && isInline(info.type) ? info : undefined;
}

/** A file is in the next entry of a conversation, or in the one at `seq`, and was not swept at that very moment. */
export function refer(conv: string, file: string, seq?: number): Statement[] {
  return [
    holdFile(file),
    {
      sql: `INSERT INTO file_refs (conv, seq, file) SELECT c.num, ${seq === undefined ? NEXT : "?"}, ? FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, seq, file) DO NOTHING`,
      parameters: [...(seq === undefined ? [] : [seq]), file, conv],
    },
  ];
}

/** Whether a file is there, and in a message or younger than `since`: it is not swept in the next moment. */
export async function staysFor(store: Query, id: string, since: number): Promise<boolean> {
  const found = await store.query({
    sql: "SELECT 1 AS one FROM files WHERE id = ? AND used > ?",
    parameters: [id, since],
  });
  return found.length > 0;
}

/** The next entry of a conversation, or the one at `seq`, is found under a tab. */
export function enterTab(conv: string, what: number, seq?: number): Statement {
  return {
    sql: `INSERT INTO entry_tabs (conv, what, seq) SELECT c.num, ${what}, ${seq === undefined ? NEXT : "?"} FROM conversations c WHERE c.id = ?
          ON CONFLICT (conv, what, seq) DO NOTHING`,
    parameters: seq === undefined ? [conv] : [seq, conv],
  };
}

export function leaveTab(conv: string, what: number, seq: number): Statement {
  return {
    sql: `DELETE FROM entry_tabs WHERE conv = ${NUM} AND what = ${what} AND seq = ?`,
    parameters: [conv, seq],
  };
}
