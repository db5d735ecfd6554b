import type { Storage } from "@skein/server";

/** What may become of one commit. */
export type CommitFault =
  /** The disk is full: nothing is kept, and the server is told. */
  | "refused"
  /** The machine dies before anything is kept. */
  | "lost"
  /** The machine dies when all is kept and nobody knows yet. */
  | "unanswered";

/** A store whose next commit may go wrong. All else is the store's own. */
export interface FaultyStorage extends Storage {
  /** What happens at the next commit. */
  next: CommitFault | undefined;
}

/** @param died called in the midst of the commit that the machine does not survive */
export function faultyStorage(storage: Storage, died: () => void): FaultyStorage {
  const faulty: FaultyStorage = {
    ...storage,
    next: undefined,
    async commit(writes) {
      const fault = faulty.next;
      faulty.next = undefined;
      if (fault === "refused") throw new Error("the disk is full");
      const outcomes = fault === "lost" ? [] : await storage.commit(writes);
      if (fault === undefined) return outcomes;
      died();
      return new Promise<never>(() => undefined);
    },
  };
  return faulty;
}
