import { expect, test } from "bun:test";
import { emptyChanges, Journal } from "./journal.ts";
import type { Store, StoreChanges } from "./store/store.ts";

test("[CLIENT-10] no cursor is stored before what it covers is made, however long that takes", async () => {
  const written: StoreChanges[] = [];
  const store = {
    write: (changes: StoreChanges) => {
      written.push(changes);
      return Promise.resolve();
    },
  } as unknown as Store;
  const place = { cursor: "e.7" } as NonNullable<StoreChanges["place"]>;
  const journal = new Journal({
    store,
    background: (task) => void task().catch(() => undefined),
    failed: () => undefined,
    whole: () => ({ ...emptyChanges(), place }),
  });
  journal.start();
  const made = Promise.withResolvers<void>();
  const holding = journal.holding(() => made.promise);
  journal.set({ place });
  journal.draft("c:1", { text: "kept meanwhile" });
  await journal.flushed();
  expect(written.map(({ place: at, drafts }) => [at, drafts.size])).toEqual([[undefined, 1]]);
  // nor with all that a store wants which has just become ours
  journal.whole();
  await journal.flushed();
  expect(written.map(({ place: at, whole }) => [at, whole])).toEqual([
    [undefined, undefined],
    [undefined, true],
  ]);
  made.resolve();
  await holding;
  await journal.flushed();
  expect(written.at(-1)?.place).toEqual(place);
  journal.set({ place });
  await journal.flushed();
  expect(written).toHaveLength(4);
});
