import { LIMITS } from "@skein/protocol";
import type { Progress } from "../../storage/blob/blob.ts";
import type { Statement, Storage } from "../../storage/storage.ts";

type Query = Pick<Storage, "query">;

/** An upload that somebody began. */
export interface UploadRow {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** What its sender says; "" where they say nothing. */
  readonly sha256: string;
  readonly original: number;
  /** When it was last touched, ms. */
  readonly at: number;
  readonly have: number;
  readonly state: string;
  /** The SHA-256 of all that came, where one process saw all of it; "" until then. */
  readonly hash: string;
  readonly holder: string;
  readonly held: number;
  /** The file that it became; "" until then. */
  readonly file: string;
}

const COLUMNS = "id, owner, name, size, type, sha256, original, at, have, state, hash, holder, held, file";

export async function uploadOf(store: Query, user: string, id: string): Promise<UploadRow | undefined> {
  const [found] = await store.query<UploadRow>({
    sql: `SELECT ${COLUMNS} FROM uploads WHERE id = ? AND owner = ?`,
    parameters: [id, user],
  });
  return found;
}

/** Uploads that nobody has touched for long. */
export function restingUploads(store: Query, now: number, limit: number): Promise<readonly UploadRow[]> {
  return store.query<UploadRow>({
    sql: `SELECT ${COLUMNS} FROM uploads WHERE file = '' AND at < ? ORDER BY at LIMIT ${limit}`,
    parameters: [now - LIMITS.uploadLife],
  });
}

export function insertUpload(
  row: Pick<UploadRow, "id" | "owner" | "name" | "size" | "type" | "sha256" | "original" | "at">,
): Statement {
  const { id, owner, name, size, type, sha256, original, at } = row;
  return {
    sql: `INSERT INTO uploads (id, owner, name, size, type, sha256, original, at, have, state, holder, held, file)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, '')`,
    parameters: [id, owner, name, size, type, sha256, original, at],
  };
}

/** Takes it for one who writes to it, for so long; nobody else may have it then. */
export function hold(id: string, holder: string, now: number, until: number): Statement {
  return {
    sql: "UPDATE uploads SET holder = ?, held = ?, at = ? WHERE id = ? AND (holder = '' OR holder = ? OR held < ?)",
    parameters: [holder, until, now, id, holder, now],
    expect: { changes: 1, error: "conflict" },
  };
}

export function letGo(id: string, holder: string): Statement {
  return { sql: "UPDATE uploads SET holder = '', held = 0 WHERE id = ? AND holder = ?", parameters: [id, holder] };
}

/** What is kept by now; only whoever holds it may say so. `hash`: of all of it, where that is known and it is whole. */
export function advance(id: string, holder: string, { have, state }: Progress, hash: string, now: number): Statement {
  return {
    sql: "UPDATE uploads SET have = ?, state = ?, hash = ?, at = ? WHERE id = ? AND holder = ? AND file = ''",
    parameters: [have, state, hash, now, id, holder],
    expect: { changes: 1, error: "conflict" },
  };
}

/** It has become a file. */
export function finished(id: string, file: string, now: number): Statement {
  return {
    sql: "UPDATE uploads SET file = ?, at = ? WHERE id = ? AND file = ''",
    parameters: [file, now, id],
    expect: { changes: 1, error: "conflict" },
  };
}

/** It is given up, unless it became a file, or was touched after `at`. */
export function dropUpload(id: string, at = Number.MAX_SAFE_INTEGER): Statement {
  return {
    sql: "DELETE FROM uploads WHERE id = ? AND file = '' AND at <= ?",
    parameters: [id, at],
    expect: { changes: 1, error: "conflict" },
  };
}

/** What became files long ago is not asked for again. */
export function forgetFinished(now: number): Statement {
  return {
    sql: "DELETE FROM uploads WHERE file <> '' AND at < ?",
    parameters: [now - LIMITS.uploadLife],
  };
}
