import { systemClock } from "../src/kit/clock.ts";
import { createLog } from "../src/kit/log.ts";
import { Refusal } from "../src/kit/refusal.ts";
import type { Commit } from "../src/message/commit.ts";
import type { Statement, Storage, StoredEntry, Write } from "../src/storage/storage.ts";
import { Duties } from "../src/duty/index.ts";

/** Writes at once, each by itself; nothing any more once it is cut off. */
export function committing(storage: Pick<Storage, "commit">, isCut = () => false): Pick<Commit, "submit"> {
  return {
    async submit(write: Write) {
      if (isCut()) throw new Refusal("unavailable");
      const [outcome] = await storage.commit([write]);
      if (!outcome?.ok) throw new Refusal(outcome?.error ?? "internal");
      return outcome;
    },
  };
}

/** One node's share of the work, in a table of what was taken. */
export interface AtWork {
  readonly duties: Duties;
  /** The process stands still, or its way to the database is gone: nothing it writes arrives any more. */
  cutOff(): void;
  /** Resolves when it has taken something, after the last time. */
  took(): Promise<void>;
}

export const TAKEN = {
  sql: "CREATE TABLE IF NOT EXISTS taken (nth TEXT NOT NULL, node TEXT NOT NULL)",
  parameters: [],
};

/** Everything that is said is noted once, by whichever node has the duty. */
export function atWork(storage: Storage, node: string, gap: "reread" | "skip" = "reread"): AtWork {
  let cut = false;
  let tell = Promise.withResolvers<void>();
  const { submit } = committing(storage, () => cut);
  const duties = new Duties({ storage, commit: { submit }, clock: systemClock, log: createLog("silent"), node });
  const note = ({ conv, seq }: StoredEntry): Statement => ({
    sql: "INSERT INTO taken (nth, node) VALUES (?, ?)",
    parameters: [`${conv} ${seq}`, node],
  });
  duties.follow({
    name: "noting",
    from: "start",
    gap,
    take: (entries) => {
      tell.resolve();
      tell = Promise.withResolvers();
      return Promise.resolve(entries.map(note));
    },
  });
  return {
    duties,
    cutOff: () => {
      cut = true;
    },
    took: () => tell.promise,
  };
}

/** What was noted, and by whom, once there is so much. */
export async function noted(storage: Storage, many: number): Promise<readonly { nth: string; node: string }[]> {
  for (;;) {
    const found = await storage.query<{ nth: string; node: string }>({
      sql: "SELECT nth, node FROM taken",
      parameters: [],
    });
    if (found.length >= many) return found;
    await Bun.sleep(20);
  }
}
