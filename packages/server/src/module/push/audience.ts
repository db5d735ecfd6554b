import { LIMITS } from "@skein/protocol";
import type { Statement, Storage, StoredEntry } from "../../storage/storage.ts";
import { type Among, enqueue, following, isTold, mentionsIn, these, wantingAll, wantingEverything } from "./queue.ts";
import { spread } from "./spread.ts";

type Query = Pick<Storage, "query">;

/** People that one statement names. */
const NAMED = 400;

/** Whether anybody has a device that can be told. */
export async function anyDevice(store: Query): Promise<boolean> {
  return (await store.query({ sql: "SELECT 1 AS one FROM push_devices LIMIT 1", parameters: [] })).length > 0;
}

/**
 * What is to be queued of these entries. Looked up where it holds nobody up: most conversations have nobody who is to be told by a
 * service, and of a crowd only few are.
 */
export async function queued(store: Query, entries: readonly StoredEntry[], due: number): Promise<Statement[]> {
  const told = entries.filter(isTold);
  const reached = await reachedBy(store, [...new Set(told.map(({ conv }) => conv))]);
  const crowded = told.some(({ conv }) => reached.get(conv) === "crowd");
  const everything = crowded
    ? (await store.query<{ person: string }>(wantingEverything)).map(({ person }) => person)
    : [];
  return told.flatMap((entry) => {
    const size = reached.get(entry.conv);
    if (size === undefined) return [];
    return size === "few"
      ? [enqueue(entry, due)]
      : isForAll(entry)
        ? [spread(entry, due)]
        : inCrowd(entry, everything).map((among) => enqueue(entry, due, among));
  });
}

/** It means everybody, and not those who follow a thread alone. */
function isForAll({ ref, body }: StoredEntry): boolean {
  return ref === null && mentionsIn(body).all;
}

/** Who of a crowd may want to be told. */
function inCrowd({ conv, ref, body }: StoredEntry, everything: readonly string[]): Among[] {
  if (ref !== null) return [following(conv, ref)];
  const { users } = mentionsIn(body);
  const named = [...new Set([...users, ...everything])];
  const parts = Array.from({ length: Math.ceil(named.length / NAMED) }, (_, at) =>
    named.slice(at * NAMED, (at + 1) * NAMED),
  );
  return [wantingAll(conv), ...parts.map(these)];
}

/** Conversations in which somebody may be told by a service, and whether they are crowds. */
async function reachedBy(store: Query, convs: readonly string[]): Promise<ReadonlyMap<string, "few" | "crowd">> {
  if (convs.length === 0) return new Map();
  const rows = await store.query<{ id: string; crowd: number }>({
    sql: `SELECT c.id, CASE WHEN c.size > ${LIMITS.notifiedMembers} THEN 1 ELSE 0 END AS crowd FROM conversations c
          WHERE c.id IN (${convs.map(() => "?").join(", ")}) AND c.kind <> 'self' AND (c.size > ${LIMITS.notifiedMembers}
            OR EXISTS (SELECT 1 FROM members m JOIN push_devices d ON d.person = m."user" WHERE m.conv = c.num))`,
    parameters: convs,
  });
  return new Map(rows.map(({ id, crowd }) => [id, crowd ? "crowd" : "few"]));
}
