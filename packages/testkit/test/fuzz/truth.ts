import type { StoredEntry, StoredSummary } from "@skein/server";
import type { SimServer } from "../../src/index.ts";
import type { FuzzWorld } from "./world.ts";

/** What the server's disk holds at the end. */
export interface Truth {
  /** Whole logs by conversation. */
  readonly logs: ReadonlyMap<string, readonly StoredEntry[]>;
  /** By person: the conversations they are in. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, StoredSummary>>;
  /** By person: with whom they share a conversation, themselves included. */
  readonly acquaintances: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names by person. */
  readonly names: ReadonlyMap<string, string>;
}

/** Any that runs. */
function oneOf(servers: FuzzWorld["servers"]): SimServer {
  const running = servers.find((server) => server.running);
  if (!running) throw new Error("no server is running");
  return running;
}

const ALL = 1_000_000;
const PAIRS = "SELECT DISTINCT a.user AS a, b.user AS b FROM members a JOIN members b ON b.conv = a.conv";

export async function readTruth({ servers, people }: FuzzWorld): Promise<Truth> {
  const { storage } = oneOf(servers);
  const logs = new Map<string, readonly StoredEntry[]>();
  const rows = await storage.query<{ id: string }>({ sql: "SELECT id FROM conversations ORDER BY id", parameters: [] });
  for (const { id } of rows) logs.set(id, (await storage.page(id, { after: 0, limit: ALL })).entries);
  const lists = new Map<string, ReadonlyMap<string, StoredSummary>>();
  for (const user of people) {
    const list = await storage.list(user, { limit: ALL, marksUpTo: 50 });
    lists.set(user, new Map(list.map((summary) => [summary.id, summary])));
  }
  const acquaintances = new Map<string, Set<string>>();
  for (const { a, b } of await storage.query<{ a: string; b: string }>({ sql: PAIRS, parameters: [] })) {
    acquaintances.set(a, (acquaintances.get(a) ?? new Set()).add(b));
  }
  const users = await storage.query<{ id: string; name: string }>({
    sql: "SELECT id, name FROM users",
    parameters: [],
  });
  return { logs, lists, acquaintances, names: new Map(users.map(({ id, name }) => [id, name])) };
}
