import { postgresCore } from "@skein/server";
import { SQL } from "bun";
import type { Launch, Peer, Population, Running } from "../peer.ts";
import { PostgresBatches } from "./batches.ts";
import { type Ground, layGround, missingPostgres } from "./ground.ts";
import { pairsOf } from "./rows.ts";

/** A PostgreSQL with the server's own tables and indexes, and pairs of people in them. */
export async function layTables(name: string, { conversations }: Population): Promise<Ground> {
  const ground = await layGround(name);
  await using sql = new SQL({ url: ground.url, max: 1 });
  for (const { up } of postgresCore) for (const statement of up) await sql.unsafe(statement);
  for (const statement of pairsOf(conversations.length)) await sql.unsafe(statement);
  return ground;
}

async function start(connections: number, { population }: Launch): Promise<Running> {
  const ground = await layTables(`postgres-${connections}`, population);
  return {
    target: {
      ...{ pid: ground.pid, hostname: "", port: 0, credentials: [], conversations: [] },
      cluster: { doors: [], system: { postgres: [ground.pid] }, postgres: ground.url },
    },
    stop: async () => await ground[Symbol.asyncDispose](),
  };
}

/** The bare limit of what is kept in PostgreSQL: the rows of messages in batches, and nothing else. */
export function postgresPeer(connections: number): Peer {
  return {
    name: `postgres-${connections}`,
    about: `the same rows in batches of the same size through ${connections === 1 ? "one connection" : `${connections} connections`}; nothing else`,
    ack: "committed to PostgreSQL (fsync and synchronous_commit on)",
    missing: missingPostgres,
    start: (launch) => start(connections, launch),
    dialect: {
      dial: () => Promise.reject(new Error("Nobody can dial a database")),
      openBatches: (target, population) => new PostgresBatches(target, population, connections),
    },
  };
}
