import type { Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import { isHidden, seenBy } from "../../message/hidden.ts";
import { readEntries, type Reading } from "../../message/read.ts";
import { corrected, correction, EMPTY_DIGEST } from "../../storage/digest.ts";
import { NUM } from "../../message/shown.ts";

type Digest = Result<"sync.verify">;

const LOG = `SELECT seq, digest FROM entries WHERE conv = ${NUM}`;

/** The digest of a log at one of its entries, or at its head: each entry is kept with it. [DIGEST-1] [DIGEST-3] */
export async function readDigest(reading: Reading, user: string, conv: string, seq?: number): Promise<Digest> {
  await memberOf(reading.conversations, conv, user);
  const statement =
    seq === undefined
      ? { sql: `${LOG} ORDER BY seq DESC LIMIT 1`, parameters: [conv] }
      : { sql: `${LOG} AND seq = ?`, parameters: [conv, seq] };
  const [found] = await reading.storage.query<Digest>(statement);
  if (found) {
    const changes = [
      ...(await corrections(reading, conv, found.seq)),
      ...(await hidden(reading, user, conv, found.seq)),
    ];
    return { seq: found.seq, digest: corrected(found.digest, changes) };
  }
  if (seq !== undefined && seq > 0)
    throw new Refusal("invalid", { path: "/seq", message: "beyond the head of the log" });
  return { seq: 0, digest: EMPTY_DIGEST };
}

/** By what messages that were taken back have changed the digest since it was kept. [DIGEST-5] */
async function corrections({ storage }: Reading, conv: string, seq: number): Promise<string[]> {
  const rows = await storage.query<{ digest: string }>({
    sql: `SELECT digest FROM corrections WHERE conv = ${NUM} AND seq <= ?`,
    parameters: [conv, seq],
  });
  return rows.map(({ digest }) => digest);
}

/** Messages looked at at once. */
const CHUNK = 200;

/** By what hidden messages, as the reader sees them, differ from what the digest was kept of. [MOD-6] */
async function hidden(reading: Reading, user: string, conv: string, seq: number): Promise<string[]> {
  const rows = await reading.storage.query<{ seq: number }>({
    sql: `SELECT seq FROM hidden WHERE conv = ${NUM} AND seq <= ? ORDER BY seq`,
    parameters: [conv, seq],
  });
  const changes: string[] = [];
  for (let at = 0; at < rows.length; at += CHUNK) {
    const seqs = rows.slice(at, at + CHUNK).map((row) => row.seq);
    for (const entry of await readEntries(reading, conv, seqs)) {
      // one that was taken back since says nothing any more: that has its own correction
      if (isHidden(entry)) changes.push(correction(entry, seenBy(entry, user)));
    }
  }
  return changes;
}
