import { LIMITS } from "@skein/protocol";
import type { FileInfo } from "@skein/protocol/schema";
import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement, Storage } from "../../storage/storage.ts";

/*
 * What is kept of files. Bytes are written before a row speaks of them, and deleted after none does any more; `blob_rest` names those in
 * between, so that whoever dies in mid-way leaves nothing behind.
 */

type Query = Pick<Storage, "query">;

/** What is known of a content: the part of {@link FileInfo} that does not depend on who has it. */
export type Content = Omit<FileInfo, "id" | "name" | "size">;

export interface BlobRow {
  readonly id: string;
  readonly size: number;
  readonly content: string;
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

/** Bytes that are not yet spoken of may lie there for so long. ms */
const MEANWHILE = 3_600_000;

/** Bytes that are about to be written, and spoken of in a moment. */
export function announce(id: string, now: number): Statement {
  return noteRest(id, now + MEANWHILE);
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

/** A file is called otherwise from now on, by whomever it is read. */
export function renameFile(info: FileInfo): Statement {
  return { sql: "UPDATE files SET body = ? WHERE id = ?", parameters: [JSON.stringify(info), info.id] };
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
