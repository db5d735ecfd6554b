import type { Log } from "../../kit/log.ts";
import type { Commit } from "../../message/commit.ts";
import { indexName } from "./name.ts";
import { prepare } from "./prepared.ts";
import type { Store } from "./store.ts";
import { tables } from "./tables.ts";

const unindexed = prepare((of: { limit: number }) =>
  tables.selectFrom("users").select(["id", "name"]).where("skeleton", "is", null).orderBy("id").limit(of.limit),
);
const setIndex = prepare(
  (of: { id: string; name: string; pinyin: string; spelled: string; skeleton: string; folded: string }) =>
    tables
      .updateTable("users")
      .set({ pinyin: of.pinyin, spelled: of.spelled, skeleton: of.skeleton, folded: of.folded })
      .where("id", "=", of.id)
      .where("name", "=", of.name),
);

/** Names in one write: messages wait for no more than these. */
const TOGETHER = 200;

/** Works out what is kept of names from before names were indexed, behind what people do; a server without such has one read to do. */
export function indexNames(store: Store, commit: Pick<Commit, "submit">, log: Log): { close(): Promise<void> } {
  const ending = new AbortController();
  const done = (async () => {
    try {
      for (let more = true; more && !ending.signal.aborted; ) {
        const names = await store.all(unindexed, { limit: TOGETHER });
        if (names.length > 0)
          await commit.submit({ rows: names.map(({ id, name }) => setIndex({ id, name, ...indexName(name) })) });
        more = names.length === TOGETHER;
      }
    } catch (fault) {
      if (!ending.signal.aborted)
        log.warn({ err: fault }, "names of before could not be indexed; the next start tries again");
    }
  })();
  return {
    close() {
      ending.abort();
      return done;
    },
  };
}
