import { join } from "node:path";
import { IndexFolder } from "./folder.ts";
import { openIndex } from "./shape.ts";
import { TakeIn } from "./take-in.ts";

/** Entries that are taken in together. */
const TOGETHER = 5_000;

/**
 * Builds the index of a store on SQLite anew, beside the one that counts, which answers meanwhile where a server runs; then it takes its
 * place, and a running server goes on with it.
 *
 * @param data the folder of the store
 * @param stage begins to tell how far it is, of so many entries
 * @returns how many entries were read, and the bytes of the index
 */
export function rebuildOwn(
  data: string,
  stage: (entries: number) => (more: number) => void,
): { readonly entries: number; readonly bytes: number } {
  const folder = new IndexFolder(data);
  const number = folder.newest() + 1;
  const database = openIndex(folder.part(number), join(data, "skein.db"));
  if (!database) throw new Error("a new index does not fit its store");
  let entries = 0;
  try {
    const { total } = database.query<{ total: number }, []>("SELECT count(*) AS total FROM store.entries").get() ?? {
      total: 0,
    };
    const step = stage(total);
    const takeIn = new TakeIn(database);
    for (let taken = TOGETHER; taken === TOGETHER; ) {
      taken = takeIn.step(TOGETHER);
      entries += taken;
      step(taken);
    }
    step(total);
    database.run("INSERT INTO words (words) VALUES ('optimize')");
    // one file: what lies beside it would not go along
    database.run("PRAGMA main.journal_mode = DELETE");
  } finally {
    database.close(true);
  }
  folder.place(number);
  return { entries, bytes: folder.bytes(number) };
}
