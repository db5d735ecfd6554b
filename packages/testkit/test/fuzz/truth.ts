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
  /** How many servers wrote it. */
  readonly nodes: number;
  /** By group: members with what the store keeps of them, and who is banned since when. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly bans: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Drafts by `person conv`. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly contacts: readonly StoredContact[];
  /** Open friend requests. */
  readonly requests: readonly { readonly from: string; readonly to: string; readonly hidden: number }[];
}

/** What `user` is to `person`. */
interface StoredContact {
  readonly person: string;
  readonly user: string;
  readonly friend?: number;
  readonly remark?: string;
  readonly blocked?: number;
}

/** Any that runs. */
function oneOf(servers: FuzzWorld["servers"]): SimServer {
  const running = servers.find((server) => server.running);
  if (!running) throw new Error("no server is running");
  return running;
}

const ALL = 1_000_000;
const PAIRS = "SELECT DISTINCT a.user AS a, b.user AS b FROM members a JOIN members b ON b.conv = a.conv";

export async function readTruth({ servers, people, clock }: FuzzWorld): Promise<Truth> {
  const { storage } = oneOf(servers);
  const all = <Row>(sql: string): Promise<readonly Row[]> => storage.query<Row>({ sql, parameters: [] });
  const logs = new Map<string, readonly StoredEntry[]>();
  const rows = await storage.query<{ id: string }>({ sql: "SELECT id FROM conversations ORDER BY id", parameters: [] });
  for (const { id } of rows) logs.set(id, (await storage.page(id, { after: 0, limit: ALL })).entries);
  const lists = new Map<string, ReadonlyMap<string, StoredSummary>>();
  for (const user of people) {
    const list = await storage.list(user, { limit: ALL, marksUpTo: 50 });
    lists.set(user, new Map(list.map((summary) => [summary.id, summary])));
  }
  const acquaintances = new Map<string, Set<string>>();
  for (const { a, b } of await all<{ a: string; b: string }>(PAIRS)) {
    acquaintances.set(a, (acquaintances.get(a) ?? new Set()).add(b));
  }
  const contacts = (await all<ContactRow>("SELECT person, other, friend, remark, blocked FROM contacts")).map(
    ({ person, other, friend, remark, blocked }) => ({
      ...{ person, user: other },
      ...(friend !== null && { friend }),
      ...(remark !== null && { remark }),
      ...(blocked !== null && { blocked }),
    }),
  );
  // friends know of each other, and whom one blocks sees nothing of one
  for (const { person, user, friend } of contacts)
    if (friend !== undefined) acquaintances.set(person, (acquaintances.get(person) ?? new Set()).add(user));
  for (const { person, user, blocked } of contacts) if (blocked !== undefined) acquaintances.get(user)?.delete(person);
  const users = await storage.query<{ id: string; name: string }>({
    sql: "SELECT id, name FROM users",
    parameters: [],
  });
  const drafts = await all<{ person: string; id: string; text: string }>(
    "SELECT d.person, c.id, d.text FROM kept_drafts d JOIN conversations c ON c.num = d.conv",
  );
  const requests = await all<{ from: string; to: string; hidden: number; expires: number }>(
    `SELECT person AS "from", other AS "to", hidden, expires FROM friend_requests WHERE state = 'open'`,
  );
  return {
    ...{ logs, lists, acquaintances, contacts },
    names: new Map(users.map(({ id, name }) => [id, name])),
    nodes: servers.length,
    members: byGroup(await all<MemberRow>(MEMBERS), ({ role, muted, nick }) => ({ role, muted, nick: nick ?? "" })),
    bans: byGroup(await all<BanRow>(BANS), ({ made }) => made),
    drafts: new Map(drafts.map(({ person, id, text }) => [`${person} ${id}`, text])),
    requests: requests.filter(({ expires }) => expires > clock.now),
  };
}

const MEMBERS = `SELECT c.id, m."user" AS person, m.role, m.muted, m.nick FROM members m JOIN conversations c ON c.num = m.conv`;
const BANS = "SELECT c.id, b.person, b.made FROM group_bans b JOIN conversations c ON c.num = b.conv";

interface OfGroup {
  readonly id: string;
  readonly person: string;
}
interface MemberRow extends OfGroup {
  readonly role: string;
  readonly muted: number;
  readonly nick: string | null;
}
interface BanRow extends OfGroup {
  readonly made: number;
}
interface ContactRow {
  readonly person: string;
  readonly other: string;
  readonly friend: number | null;
  readonly remark: string | null;
  readonly blocked: number | null;
}

function byGroup<Row extends OfGroup, Kept>(
  rows: readonly Row[],
  keep: (row: Row) => Kept,
): Map<string, Map<string, Kept>> {
  const groups = new Map<string, Map<string, Kept>>();
  for (const row of rows)
    groups.set(row.id, (groups.get(row.id) ?? new Map<string, Kept>()).set(row.person, keep(row)));
  return groups;
}
