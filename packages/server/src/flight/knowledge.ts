import type { Storage } from "../storage/storage.ts";
import type { Sought } from "./ring.ts";

/** What the log says of a message, now: it is there for as long as the message is. */
export interface Logged {
  readonly conv: string;
  readonly seq: number;
  readonly at: number;
  readonly from: string;
  readonly key: string | null;
  readonly kind: string;
  /** The other members, at most {@link PEOPLE}, by how far their marks are. */
  readonly people: readonly { readonly user: string; readonly reached: "read" | "delivered" | "neither" }[];
  /** Members beside those. */
  readonly more: number;
}

/** Members told of one by one. */
const PEOPLE = 200;
/** Messages that bear one key: each sender may have used it, in each conversation. */
const MATCHES = 5;

const BY_KEY = `SELECT c.id AS conv, e.seq AS seq FROM entries e JOIN conversations c ON c.num = e.conv
  WHERE e.key = ? ORDER BY e.pos LIMIT ${MATCHES}`;

/** What the log knows of what is sought; nothing where it was never written. */
export async function knownInLog(storage: Storage, { conv, seq, key }: Sought): Promise<Logged[]> {
  if (conv !== undefined && seq !== undefined) return entryIn(storage, conv, seq);
  if (key === undefined) return [];
  const places = await storage.query<{ conv: string; seq: number }>({ sql: BY_KEY, parameters: [key] });
  return (await Promise.all(places.map((place) => entryIn(storage, place.conv, place.seq)))).flat();
}

async function entryIn(storage: Storage, conv: string, seq: number): Promise<Logged[]> {
  const { entries } = await storage.page(conv, { after: seq - 1, limit: 1 });
  const entry = entries[0];
  if (entry?.seq !== seq) return [];
  const { at, from, key, kind } = entry;
  const others = ((await storage.conversation(conv))?.members ?? []).filter(({ user }) => user !== from);
  const people = others.slice(0, PEOPLE).map(({ user, read, delivered }) => {
    return { user, reached: read >= seq ? "read" : delivered >= seq ? "delivered" : "neither" } as const;
  });
  return [{ conv, seq, at, from, key, kind, people, more: others.length - people.length }];
}
