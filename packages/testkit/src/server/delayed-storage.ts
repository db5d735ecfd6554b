import type { Clock, Storage } from "@skein/server";
import type { SeededRandom } from "../random.ts";

/**
 * A store whose answers take time, as those of one on threads do: writes in their order on one, reads in theirs on another, and
 * between the asking, the doing and the answering anything may happen.
 *
 * @param clock the machine's; when that has stopped nothing is done any more
 * @param most ms before, and again after, each call
 */
export function delayedStorage(storage: Storage, clock: Clock, random: SeededRandom, most: number): Storage {
  const lane = () => {
    let last: Promise<unknown> = Promise.resolve();
    const pause = (): Promise<void> =>
      new Promise((resolve) => {
        clock.after(random.integer(0, most), resolve);
      });
    return <T>(call: () => Promise<T>): Promise<T> => {
      const answer = last.then(pause).then(async () => {
        try {
          return await call();
        } finally {
          await pause();
        }
      });
      // who asked hears of a fault; the next call does not
      last = answer.catch(() => undefined);
      return answer;
    };
  };
  const write = lane();
  const read = lane();
  // what must be heard soon does not queue behind people's reads
  const hear = lane();
  const { follow } = storage;
  return {
    identity: storage.identity,
    commit: (writes) => write(() => storage.commit(writes)),
    conversation: (id) => read(() => storage.conversation(id)),
    conversations: (ids) => read(() => storage.conversations(ids)),
    page: (conv, range) => read(() => storage.page(conv, range)),
    encodedPage: (conv, range, along) => read(() => storage.encodedPage(conv, range, along)),
    list: (user, range) => read(() => storage.list(user, range)),
    latest: (entries) => read(() => storage.latest(entries)),
    query: (statement) => read(() => storage.query(statement)),
    ...(follow && {
      follow: {
        span: follow.span,
        after: (n, limit) => hear(() => follow.after(n, limit)),
        read: (batches) => hear(() => follow.read(batches)),
      },
    }),
    close: () => storage.close(),
  };
}
