import { LIMITS } from "@skein/protocol";
import { prepare, prepareForIds } from "./prepared.ts";
import type { Seen } from "./seen.ts";
import type { Store } from "./store.ts";
import type { Storage } from "../../storage/storage.ts";
import { tables } from "./tables.ts";

const lastSeen = prepareForIds(LIMITS.watched, (_: object, ids) =>
  tables.selectFrom("users").select(["id", "seen"]).where("id", "in", ids),
);

/** When people were last seen, ms; undefined for never. @param of at most `LIMITS.watched` ids */
export async function lastSeenOf(
  storage: Pick<Storage, "query">,
  seen: Seen,
  of: readonly string[],
): Promise<ReadonlyMap<string, number | undefined>> {
  if (of.length === 0) return new Map();
  const rows = await storage.query<{ id: string; seen: number | null }>(lastSeen({}, of));
  return new Map(rows.map(({ id, seen: written }) => [id, seen.waiting(id) ?? written ?? undefined]));
}

const everyAcquaintance = prepare((of: { user: string }) =>
  tables
    .selectFrom("members as mine")
    .innerJoin("members as theirs", "theirs.conv", "mine.conv")
    .select("theirs.user")
    .distinct()
    .where("mine.user", "=", of.user)
    .where("theirs.user", "<>", of.user),
);

/** With whom the person shares a conversation. */
export async function acquaintancesOf(store: Store, user: string): Promise<readonly string[]> {
  return (await store.all(everyAcquaintance, { user })).map((row) => row.user);
}
