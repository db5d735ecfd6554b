import { systemRandom } from "../../kit/id.ts";
import { pause } from "../../kit/pause.ts";
import type { Outcome, Write } from "../storage.ts";
import { BatchArguments, SPAN, sizeOf } from "./batch.ts";
import type { Connection } from "./connection.ts";
import { isPassing } from "./fault.ts";
import { outcomesOf, type Committed } from "./outcome.ts";

/** Tries of a batch that met another one in an order that cannot be. */
const TRIES = 10;
/** Ms to wait before another try, at most, times the number of tries so far. */
const PAUSE = 15;

const COMMIT = `SELECT skein_commit_1($1::text[], $2::int, $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[],
  $9::int[], $10::text[], $11::int[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::text) AS committed`;

/** Writes of one node: each batch is one call, and holds nothing while no answer is there. */
export class Writer {
  constructor(private readonly connection: Connection) {}

  /** Rejects when nothing was kept, or when the connection broke and nobody knows. */
  async commit(writes: readonly Write[]): Promise<Outcome[]> {
    const [first = [], ...others] = inSpans(writes);
    const outcomes = await this.#commit(first);
    for (const part of others) outcomes.push(...(await this.#later(part)));
    return outcomes;
  }

  /** What was kept before stays kept, so a part that fails is refused instead of all. */
  async #later(writes: readonly Write[]): Promise<Outcome[]> {
    try {
      return await this.#commit(writes);
    } catch {
      return writes.map(() => ({ ok: false, error: "unavailable" }));
    }
  }

  async #commit(writes: readonly Write[]): Promise<Outcome[]> {
    if (writes.length === 0) return [];
    const batch = new BatchArguments(writes);
    const values = batch.values();
    for (let tries = 1; ; tries++) {
      try {
        const [row] = await this.connection.rows<{ committed: string }>(COMMIT, values);
        if (!row) throw new Error("the database answered nothing");
        return outcomesOf(batch.slots, JSON.parse(row.committed) as Committed);
      } catch (fault) {
        if (tries === TRIES || !isPassing(fault)) throw fault;
        await pause(((systemRandom(1)[0] ?? 0) / 256) * PAUSE * tries);
      }
    }
  }
}

/** Batches that each fit the positions of one. */
function inSpans(writes: readonly Write[]): Write[][] {
  const parts: Write[][] = [];
  let room = 0;
  for (const write of writes) {
    const size = sizeOf(write);
    if (size >= SPAN) throw new RangeError(`a write of ${size} things; at most ${SPAN - 1}`);
    if (size > room) {
      parts.push([]);
      room = SPAN - 1;
    }
    parts.at(-1)?.push(write);
    room -= size;
  }
  return parts;
}
