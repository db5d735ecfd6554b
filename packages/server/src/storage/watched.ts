import type { Clock } from "../kit/clock.ts";
import { Histogram, SECONDS } from "../kit/histogram.ts";
import type { Storage, Write } from "./storage.ts";

/** Writes that one batch holds: powers of four up to the line's own bound. */
const WRITES = [1, 4, 16, 64, 256, 1024] as const;

/** What the store was given and what became of it, in numbers. */
export class StoreTally {
  readonly seconds = new Histogram(SECONDS);
  readonly writes = new Histogram(WRITES);
  entries = 0;
  /** Batches of which nothing was kept. */
  refused = 0;
}

/** Told of each batch whether the store took it. */
export interface Custody {
  kept(): void;
  refused(fault: unknown): void;
}

/** A store, its batches counted, timed and told of. All else is the store's own. */
export function watched(storage: Storage, tally: StoreTally, custody: Custody, clock: Clock): Storage {
  const { follow } = storage;
  return {
    async commit(writes) {
      const began = clock.now();
      try {
        const outcomes = await storage.commit(writes);
        tally.seconds.observe((clock.now() - began) / 1000);
        tally.writes.observe(writes.length);
        outcomes.forEach((outcome, i) => {
          if (outcome.ok && !outcome.repeated) tally.entries += entriesOf(writes[i]);
        });
        custody.kept();
        return outcomes;
      } catch (fault) {
        tally.refused += 1;
        custody.refused(fault);
        throw fault;
      }
    },
    conversation: (id) => storage.conversation(id),
    page: (conv, range) => storage.page(conv, range),
    encodedPage: (conv, range, along) => storage.encodedPage(conv, range, along),
    list: (user, range) => storage.list(user, range),
    query: (statement) => storage.query(statement),
    get identity() {
      return storage.identity;
    },
    ...(follow && { follow }),
    close: () => storage.close(),
  };
}

function entriesOf(write: Write | undefined): number {
  return write?.entries?.length ?? 0;
}
