import type { Entry } from "@skein/protocol";
import type { Journal } from "./journal.ts";
import type { Store } from "./store/store.ts";

/** Entries of a log, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Puts others in the place of entries where they are kept. */
export async function rewriteKept(
  { journal, store }: { readonly journal: Journal; readonly store: Store },
  conv: string,
  { from, to }: Stretch,
  change: (entry: Entry) => Entry,
): Promise<void> {
  await journal.flushed();
  const kept = await store.entries(conv, from, to);
  journal.entries(kept.map(change).filter((entry, index) => entry !== kept[index]));
}
