import type { Statement } from "../../storage/storage.ts";

/** Another node, as it stands in the store. */
export interface OtherNode {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Whether it heard the others when it last said so. */
  readonly bus: number;
  readonly likeness: string;
  /** ms since it last said that it is alive. */
  readonly age: number;
}

/** How a node writes itself down. */
export interface Self {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly likeness: string;
}

/** The database's own clock: nodes' clocks may differ. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
/** Nodes that have said nothing for so long are forgotten. ms */
const FORGOTTEN = 3_600_000;

export function sayAlive({ id, name, version, likeness }: Self, bus: boolean): Statement[] {
  return [
    {
      sql: `INSERT INTO nodes (id, name, version, started, beat, bus, likeness) VALUES (?, ?, ?, ${NOW}, ${NOW}, ?, ?)
        ON CONFLICT (id) DO UPDATE SET beat = excluded.beat, bus = excluded.bus`,
      parameters: [id, name, version, bus ? 1 : 0, likeness],
    },
    { sql: `DELETE FROM nodes WHERE beat < ${NOW} - ${FORGOTTEN}`, parameters: [] },
  ];
}

export function takeLeave(id: string): Statement[] {
  return [{ sql: "DELETE FROM nodes WHERE id = ?", parameters: [id] }];
}

export function otherNodes(id: string): Statement {
  return {
    sql: `SELECT id, name, version, bus, likeness, ${NOW} - beat AS age FROM nodes WHERE id <> ?`,
    parameters: [id],
  };
}

export function databaseTime(): Statement {
  return { sql: `SELECT ${NOW} AS now`, parameters: [] };
}
