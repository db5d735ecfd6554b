import { type Database, SQLiteError } from "bun:sqlite";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Found, Standing, Wanted } from "../search-index.ts";
import { findPlaces } from "./find.ts";
import { IndexFolder } from "./folder.ts";
import { openIndex } from "./shape.ts";
import { TakeIn } from "./take-in.ts";

/** Entries that are taken in before a question is answered, at most, some at a time. */
const BEFORE_ANSWER = 2_000;
const TOGETHER = 500;

/** The file that counts, open. */
interface Open {
  readonly number: number;
  readonly database: Database;
  readonly takeIn: TakeIn;
}

/** The index of a store on SQLite, on the calling thread: a file of its own, which is only ever made from the store. */
export class OwnIndex {
  readonly #folder: IndexFolder;
  readonly #store: string;
  #open: Open;

  /** @param data the folder of the store */
  constructor(data: string) {
    this.#store = join(data, "skein.db");
    this.#folder = new IndexFolder(data);
    this.#open = this.#opened();
  }

  /** Brings it on by at most so many entries; how many there were. */
  step(most: number): number {
    this.#renew();
    return this.#mended(() => this.#open.takeIn.step(most));
  }

  /** What was committed before the question is found, unless that is more than can be taken in at once. */
  find(wanted: Wanted): Found {
    this.#renew();
    return this.#mended(() => {
      let behind = true;
      for (let taken = 0; behind && taken < BEFORE_ANSWER; taken += TOGETHER)
        behind = this.#open.takeIn.step(TOGETHER) === TOGETHER;
      return { ...findPlaces(this.#open.database, wanted), behind };
    });
  }

  standing(): Standing {
    return { behind: this.#open.takeIn.behind, bytes: this.#folder.bytes(this.#open.number) };
  }

  close(): void {
    this.#open.database.close();
  }

  /** A newer one was built beside it: that one counts. */
  #renew(): void {
    const newest = this.#folder.newest();
    if (newest <= this.#open.number && existsSync(this.#folder.file(this.#open.number))) return;
    this.#open.database.close();
    this.#open = this.#opened();
  }

  /** A file that is damaged is made anew: it holds nothing that the store does not. */
  #mended<T>(work: () => T): T {
    try {
      return work();
    } catch (fault) {
      if (!isDamage(fault)) throw fault;
      this.#open.database.close();
      this.#folder.remove(this.#open.number);
      this.#open = this.#opened();
      return work();
    }
  }

  #opened(): Open {
    const newest = this.#folder.newest();
    let number = Math.max(1, newest);
    let ready = orNone(() => this.#ready(number));
    if (!ready) {
      // of another shape or another store, damaged, or no database at all
      number += 1;
      this.#folder.remove(number);
      ready = this.#ready(number);
    }
    if (!ready) throw new Error("a new index does not fit its store");
    this.#folder.removeBefore(number);
    return { number, ...ready };
  }

  /** A file, open and read so far that words can be put into it; undefined where it does not fit the store. */
  #ready(number: number): Omit<Open, "number"> | undefined {
    const database = openIndex(this.#folder.file(number), this.#store);
    if (!database) return undefined;
    try {
      return { database, takeIn: new TakeIn(database) };
    } catch (fault) {
      database.close();
      throw fault;
    }
  }
}

function orNone<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (fault) {
    if (isDamage(fault)) return undefined;
    throw fault;
  }
}

function isDamage(fault: unknown): boolean {
  return fault instanceof SQLiteError && /^SQLITE_(CORRUPT|NOTADB)/.test(fault.code ?? "");
}
