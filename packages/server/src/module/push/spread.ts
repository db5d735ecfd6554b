import type { Held } from "../../duty/index.ts";
import type { Commit } from "../../message/commit.ts";
import { NUM } from "../../message/shown.ts";
import type { Statement, Storage } from "../../storage/storage.ts";
import { between, enqueue, type Queued } from "./queue.ts";

/** Members whom one write goes through: what it takes bounds how long whoever writes beside it waits. */
const PIECE = 1_000;

/** What is said to all of a crowd; when its rows are due. */
interface SpreadRow {
  readonly conv: string;
  readonly seq: number;
  readonly sender: string;
  readonly at: number;
  readonly due: number;
  /** The last of the members who have it in the queue; "" : none has. */
  readonly after: string;
}

interface Spreading {
  readonly storage: Pick<Storage, "query">;
  readonly commit: Pick<Commit, "submit">;
}

/** Notes what is to be put into the queue for each member of a crowd, piece by piece by {@link spreadOut}. */
export function spread({ conv, seq, from, at }: Queued, due: number): Statement {
  return {
    sql: `INSERT INTO push_spread (conv, seq, sender, at, due, after) VALUES (?, ?, ?, ?, ?, '')
          ON CONFLICT (conv, seq) DO NOTHING`,
    parameters: [conv, seq, from, at, due],
  };
}

/**
 * Puts all that was noted into the queue, some members at a time in the order of their ids, each with how far it has got: so each device
 * is told once, whatever is killed when, and nobody's write waits for a crowd. [PUSH-3]
 */
export async function spreadOut({ storage, commit }: Spreading, { lost, fence }: Held): Promise<void> {
  while (!lost.aborted) {
    const [row] = await storage.query<SpreadRow>({
      sql: "SELECT conv, seq, sender, at, due, after FROM push_spread ORDER BY due, conv, seq LIMIT 1",
      parameters: [],
    });
    if (!row) return;
    const { conv, after, due } = row;
    const [last] = await storage.query<{ person: string }>({
      sql: `SELECT "user" AS person FROM members WHERE conv = ${NUM} AND "user" > ?
            ORDER BY "user" LIMIT 1 OFFSET ${PIECE - 1}`,
      parameters: [conv, after],
    });
    await commit.submit({
      rows: [fence(), passed(row, last?.person), enqueue(entryOf(row), due, between(after, last?.person))],
    });
  }
}

/** How far it has got; to the end, where there is no further one. Refused where somebody else was there meanwhile. */
function passed({ conv, seq, after }: SpreadRow, to: string | undefined): Statement {
  const [sql, first] = to === undefined ? ["DELETE FROM push_spread", []] : ["UPDATE push_spread SET after = ?", [to]];
  return {
    sql: `${sql} WHERE conv = ? AND seq = ? AND after = ?`,
    parameters: [...first, conv, seq, after],
    expect: { changes: 1, error: "conflict" },
  };
}

function entryOf({ conv, seq, sender, at }: SpreadRow): Queued {
  return { conv, seq, from: sender, ref: null, at, body: '{"mentions":{"all":true}}' };
}
