import { LIMITS } from "@skein/protocol";
import { prepare, prepareForIds } from "./prepared.ts";
import type { Seen } from "./seen.ts";
import type { Store } from "./store.ts";
import type { Storage } from "../../storage/storage.ts";
import { tables } from "./tables.ts";

const lastSeen = prepareForIds(LIMITS.watched, (of: { user: string }, ids) =>
  tables
    .selectFrom("users as u")
    .select(["u.id", "u.seen"])
    .where("u.id", "in", ids)
    .where((row) =>
      row.exists(
        row
          .selectFrom("members as theirs")
          .innerJoin("members as mine", "mine.conv", "theirs.conv")
          .select("mine.conv")
          .whereRef("theirs.user", "=", "u.id")
          .where("mine.user", "=", of.user),
      ),
    ),
);

/**
 * When people were last seen, ms; undefined for never. Only those who share a conversation with `user` are in the
 * answer. [PRES-3] @param of at most `LIMITS.watched` ids
 */
export async function seenByAcquaintance(
  storage: Pick<Storage, "query">,
  seen: Seen,
  user: string,
  of: readonly string[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const rows = await storage.query<{ id: string; seen: number | null }>(lastSeen({ user }, of));
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
