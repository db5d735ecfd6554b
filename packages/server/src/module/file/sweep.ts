import { LIMITS } from "@skein/protocol";
import { PICTURE_SIZES } from "@skein/protocol/schema";
import type { Held } from "../../duty/index.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Statement } from "../../storage/storage.ts";
import { giveUp } from "./give-up.ts";
import type { FileRoom } from "./room.ts";
import { HELD } from "./access.ts";
import { giveRoom, IN_USE } from "./store.ts";
import { forgetFinished, restingUploads } from "./upload-store.ts";

/** How often it is swept, ms; and how much at a time. */
export const EVERY = 600_000;
const AT_ONCE = 200;

type Sweeping = Pick<FileRoom, "line" | "reading" | "blobs">;

/**
 * Clears away what nobody has any use of: uploads that rest, files that are in no message, contents of which nobody has a file, bytes that
 * nothing speaks of. What somebody takes at that very moment stays. [FILE-13]
 */
export async function sweep(room: Sweeping, held: Held): Promise<void> {
  const steps = [resting, unused, rest];
  for (const step of steps) while (!held.lost.aborted && (await step(room, held)) === AT_ONCE);
  await room.line.commit.submit({ rows: [held.fence(), forgetFinished(room.line.clock.now())] });
}

async function resting(room: Sweeping, held: Held): Promise<number> {
  const uploads = await restingUploads(room.reading.storage, room.line.clock.now(), AT_ONCE);
  for (const upload of uploads) {
    await unlessTaken(() => giveUp(room, upload, { restingSince: upload.at, also: [held.fence()] }));
  }
  return uploads.length;
}

interface Unused {
  readonly id: string;
  readonly owner: string;
  readonly size: number;
  readonly blob: string;
  readonly at: number;
  readonly held: number;
}

async function unused({ line, reading }: Sweeping, held: Held): Promise<number> {
  const since = line.clock.now() - LIMITS.fileUnused;
  const found = await reading.storage.query<Unused>({
    sql: `SELECT files.id, files.owner, files.size, files.blob, coalesce(b.at, 0) AS at, CASE WHEN ${HELD} THEN 1 ELSE 0 END AS held
          FROM files LEFT JOIN blobs b ON b.id = files.blob WHERE files.used < ? ORDER BY files.used LIMIT ${AT_ONCE}`,
    parameters: [since],
  });
  for (const file of found) {
    const rows = file.held > 0 ? [inUse(file.id, since)] : gone(file, since, line.clock.now());
    await unlessTaken(() => line.commit.submit({ rows: [held.fence(), ...rows] }));
  }
  return found.length;
}

/** It was taken back in one message, and is in another. */
function inUse(id: string, since: number): Statement {
  return {
    sql: `UPDATE files SET used = ? WHERE id = ? AND used < ? AND ${HELD}`,
    parameters: [IN_USE, id, since],
  };
}

function gone({ id, owner, size, blob, at }: Unused, since: number, now: number): Statement[] {
  const noBlob = "NOT EXISTS (SELECT 1 FROM blobs b WHERE b.id = ?)";
  return [
    {
      sql: `DELETE FROM files WHERE id = ? AND used < ? AND NOT ${HELD}`,
      parameters: [id, since],
      expect: { changes: 1, error: "conflict" },
    },
    giveRoom(owner, size, 0),
    {
      // `at` moves when somebody takes the same content once more
      sql: "DELETE FROM blobs WHERE id = ? AND at = ? AND NOT EXISTS (SELECT 1 FROM files f WHERE f.blob = blobs.id)",
      parameters: [blob, at],
    },
    { sql: `DELETE FROM blob_sources WHERE blob = ? AND ${noBlob}`, parameters: [blob, blob] },
    {
      sql: `INSERT INTO blob_rest (id, at) SELECT CAST(? AS TEXT), CAST(? AS BIGINT) WHERE ${noBlob}
            ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
      parameters: [blob, now, blob],
    },
  ];
}

async function rest({ line, reading, blobs }: Sweeping, held: Held): Promise<number> {
  const found = await reading.storage.query<{ id: string; alive: number }>({
    sql: `SELECT r.id, (SELECT count(*) FROM blobs b WHERE b.id = r.id) AS alive FROM blob_rest r WHERE r.at <= ? ORDER BY r.at LIMIT ${AT_ONCE}`,
    parameters: [line.clock.now()],
  });
  for (const { id, alive } of found) {
    if (alive === 0)
      for (const end of ["", ...Object.keys(PICTURE_SIZES).map((size) => `.${size}`)])
        await blobs.remove(`${id}${end}`);
    const row = { sql: "DELETE FROM blob_rest WHERE id = ?", parameters: [id] };
    await line.commit.submit({ rows: [held.fence(), row] });
  }
  return found.length;
}

async function unlessTaken(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (fault) {
    if (!Refusal.is(fault, "conflict")) throw fault;
  }
}
