import { LIMITS } from "@skein/protocol";
import { codePoints } from "../../kit/code-points.ts";
import type { Statement, Storage } from "../../storage/storage.ts";

export const OPEN = 0;
export const FINISHED = 1;
export const CANCELLED = 2;

/** A stream as it stands. */
export interface StreamRow {
  readonly id: string;
  readonly conv: string;
  readonly owner: string;
  readonly key: string;
  readonly reply: number | null;
  readonly text: string;
  readonly size: number;
  readonly points: number;
  readonly began: number;
  readonly state: number;
  /** 1: nobody but its owner is to see it. */
  readonly hidden: number;
}

const COLUMNS = "id, conv, owner, key, reply, size, points, began, state, hidden";

/** Reads streams, and says how they change. */
export class StreamStore {
  constructor(private readonly storage: Pick<Storage, "query">) {}

  /** Without its text. */
  async head(id: string): Promise<Omit<StreamRow, "text"> | undefined> {
    return (await this.#rows<Omit<StreamRow, "text">>(`${COLUMNS} FROM streams WHERE id = ?`, [id]))[0];
  }

  async whole(id: string): Promise<StreamRow | undefined> {
    return (await this.#rows<StreamRow>(`${COLUMNS}, text FROM streams WHERE id = ?`, [id]))[0];
  }

  async ofKey(owner: string, conv: string, key: string): Promise<Omit<StreamRow, "text"> | undefined> {
    const where = "owner = ? AND conv = ? AND key = ?";
    return (await this.#rows<Omit<StreamRow, "text">>(`${COLUMNS} FROM streams WHERE ${where}`, [owner, conv, key]))[0];
  }

  /** What grows in a conversation, as a reader may see it; the oldest first. */
  openIn(conv: string, reader: string, limit: number): Promise<readonly StreamRow[]> {
    const where = `conv = ? AND state = ${OPEN} AND (hidden = 0 OR owner = ?) ORDER BY began, id LIMIT ${limit}`;
    return this.#rows<StreamRow>(`${COLUMNS}, text FROM streams WHERE ${where}`, [conv, reader]);
  }

  /** Those that nobody goes on with, and those that take too long; also where the clock was set back meanwhile. */
  stale(now: number, limit: number): Promise<readonly StreamRow[]> {
    const where = `state = ${OPEN} AND (touched < ? OR began < ? OR touched > ?) ORDER BY touched LIMIT ${limit}`;
    const of = [now - LIMITS.streamIdle, now - LIMITS.streamLife, now + LIMITS.streamIdle];
    return this.#rows<StreamRow>(`${COLUMNS}, text FROM streams WHERE ${where}`, of);
  }

  #rows<Row>(select: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return this.storage.query<Row>({ sql: `SELECT ${select}`, parameters });
  }
}

interface Beginning {
  readonly id: string;
  readonly conv: string;
  readonly owner: string;
  readonly key: string;
  readonly reply: number | null;
  readonly now: number;
  readonly hidden: boolean;
}

/** `too_many` beyond what one person may have open. */
export function begin({ id, conv, owner, key, reply, now, hidden }: Beginning): Statement {
  return {
    sql: `INSERT INTO streams (id, conv, owner, key, reply, text, size, points, began, touched, state, hidden)
          SELECT ?, ?, ?, ?, ${reply ?? "CAST(NULL AS BIGINT)"}, '', 0, 0, ${now}, ${now}, ${OPEN}, ${Number(hidden)}
          WHERE (SELECT count(*) FROM streams WHERE owner = ? AND state = ${OPEN}) < ${LIMITS.streams}`,
    parameters: [id, conv, owner, key, owner],
    expect: { changes: 1, error: "too_many" },
  };
}

/** `conflict` where it does not end at `at`. What was hidden once stays so. */
export function grow(id: string, at: number, text: string, now: number, hidden: boolean): Statement {
  return {
    sql: `UPDATE streams SET text = text || ?, size = size + ${text.length}, points = points + ${codePoints(text)}, touched = ${now}${hidden ? ", hidden = 1" : ""}
          WHERE id = ? AND state = ${OPEN} AND size = ${at}`,
    parameters: [text, id],
    expect: { changes: 1, error: "conflict" },
  };
}

/** It is over: `ended` when it was before. What it said stands in the log, or nowhere. */
export function end({ id, size }: Pick<StreamRow, "id" | "size">, state: number, now: number): Statement {
  return {
    sql: `UPDATE streams SET state = ${state}, text = '', touched = ${now} WHERE id = ? AND state = ${OPEN} AND size = ${size}`,
    parameters: [id],
    expect: { changes: 1, error: "ended" },
  };
}

/** Those that ended long ago are forgotten. */
export function forget(now: number): Statement {
  return { sql: `DELETE FROM streams WHERE state <> ${OPEN} AND touched < ${now - LIMITS.streamKept}`, parameters: [] };
}
