import type { Clock } from "../kit/clock.ts";
import { Histogram, SECONDS } from "../kit/histogram.ts";
import { Tally } from "../kit/tally.ts";
import type { Statement, Storage, Write } from "./storage.ts";

/** Writes that one batch holds: powers of four up to the line's own bound. */
const WRITES = [1, 4, 16, 64, 256, 1024] as const;

/** What the store was given and what became of it, in numbers. */
export class StoreTally {
  readonly seconds = new Histogram(SECONDS);
  readonly writes = new Histogram(WRITES);
  entries = 0;
  /** Batches of which nothing was kept. */
  refused = 0;
  /** Questions asked, by what they were for. */
  readonly reads = new Tally();
}

/** Told of each batch whether the store took it. */
export interface Custody {
  kept(): void;
  refused(fault: unknown): void;
}

/** A store, its batches counted, timed and told of, its reads counted. All else is the store's own. */
export function watched(storage: Storage, tally: StoreTally, custody: Custody, clock: Clock): Storage {
  const { follow } = storage;
  const counted = <Args extends unknown[], Answer>(what: string, read: (...args: Args) => Promise<Answer>) => {
    return (...args: Args): Promise<Answer> => {
      tally.reads.add(what);
      return read(...args);
    };
  };
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
    conversation: counted("conversation", (id) => storage.conversation(id)),
    conversations: counted("conversation", (ids) => storage.conversations(ids)),
    page: counted("page", (conv, range) => storage.page(conv, range)),
    encodedPage: counted("page", (conv, range, along) => storage.encodedPage(conv, range, along)),
    list: counted("list", (user, range) => storage.list(user, range)),
    latest: counted("latest", (entries) => storage.latest(entries)),
    query<Row>(statement: Statement) {
      tally.reads.add("query");
      return storage.query<Row>(statement);
    },
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
