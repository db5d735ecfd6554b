import type { Statement } from "../storage/storage.ts";
import type { TrailPlace } from "../storage/trail.ts";

/** How far a duty has got. */
export interface Progress {
  /** All up to this position is done. */
  readonly pos: number;
  /** While it reads what it missed: up to where that goes, and where in it it stands. */
  readonly missed?: { readonly to: number; readonly place: TrailPlace };
}

/** The database's own clock: nodes' clocks may differ. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/** The row is there, held by nobody. */
export function ensure(name: string): Statement {
  return {
    sql: "INSERT INTO duties (name, holder, until) VALUES (?, '', 0) ON CONFLICT (name) DO NOTHING",
    parameters: [name],
  };
}

/** Takes it, or keeps it, for so many ms; refused with `conflict` while somebody else has it. Where there are no others, always taken. */
export function take(name: string, node: string, ms: number, others: boolean): Statement {
  const expect = { changes: 1, error: "conflict" } as const;
  if (!others)
    return { sql: "UPDATE duties SET holder = ?, until = 0 WHERE name = ?", parameters: [node, name], expect };
  return {
    sql: `UPDATE duties SET holder = ?, until = ${NOW} + ? WHERE name = ? AND (holder = ? OR until < ${NOW})`,
    parameters: [node, ms, name, node],
    expect,
  };
}

/** Gives it back, so that another one need not wait. */
export function giveBack(name: string, node: string): Statement {
  return { sql: "UPDATE duties SET until = 0 WHERE name = ? AND holder = ?", parameters: [name, node] };
}

/** Holds in whose write it stands: whoever lost the duty writes nothing. */
export function fence(name: string, node: string): Statement {
  return {
    sql: "UPDATE duties SET holder = holder WHERE name = ? AND holder = ?",
    parameters: [name, node],
    expect: { changes: 1, error: "conflict" },
  };
}

/** The same, with how far it has got. */
export function advance(name: string, node: string, { pos, missed }: Progress): Statement {
  return {
    sql: "UPDATE duties SET pos = ?, missed = ? WHERE name = ? AND holder = ?",
    parameters: [pos, missed ? JSON.stringify(missed) : null, name, node],
    expect: { changes: 1, error: "conflict" },
  };
}

/** Answers rows of {@link ProgressRow}. */
export function progress(name: string): Statement {
  return { sql: "SELECT pos, missed FROM duties WHERE name = ?", parameters: [name] };
}

export interface ProgressRow {
  readonly pos: number | null;
  readonly missed: string | null;
}
