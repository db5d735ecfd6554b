import { corrected, digestAfter, EMPTY_DIGEST } from "../digest.ts";
import type { Finding, KeptEntry, LogHead, Logs } from "./logs.ts";
import { walk, type Walk } from "./walk.ts";

interface Proof {
  /** One conversation alone. */
  readonly only?: string;
  /** Told of everything that is wrong. */
  readonly found: (finding: Finding) => void;
  /** Told how many more entries were looked at. */
  readonly step: (entries: number) => void;
}

/**
 * Proves a store's logs from their entries alone: seq is dense, counts and times run on, every digest is the one that follows from
 * the entries before it, and the conversation tells the same end and as many members as there are, of whom nobody is beyond the end.
 *
 * @returns how much was looked at
 */
export async function proveLogs(logs: Logs, proof: Proof): Promise<{ logs: number; entries: number }> {
  const { only } = proof;
  const one = only === undefined ? undefined : await logs.head(only);
  if (only !== undefined && !one) {
    proof.found({ conv: only, what: "is not there" });
    return { logs: 0, entries: 0 };
  }
  const heads = walk((last: LogHead | undefined, limit) =>
    one ? Promise.resolve(last ? [] : [one]) : logs.headsByNum(last?.num ?? -1, limit),
  );
  const entries = walk(
    (last: KeptEntry | undefined, limit) => logs.entries(last ?? { num: -1, seq: 0 }, limit, one?.num),
    proof.step,
  );
  let seen = 0;
  for (let head = await heads.next(); head; head = await heads.next()) {
    await strayBefore(head, entries, proof);
    await proveLog(head, entries, proof);
    seen += 1;
  }
  await strayBefore(undefined, entries, proof);
  return { logs: seen, entries: entries.taken };
}

async function proveLog(head: LogHead, entries: Walk<KeptEntry>, { found }: Proof): Promise<void> {
  const wrong = (what: string) => found({ conv: head.id, what });
  let last = { seq: 0, count: 0, at: 0, digest: EMPTY_DIGEST };
  let whole = true;
  while ((await entries.peek())?.num === head.num) {
    const entry = await entries.next();
    if (!entry) break;
    // of one log the first that is wrong is told: all after it follow from that
    if (whole) {
      const fault = faultOf(entry, last);
      if (fault !== undefined) wrong(`${fault} at seq ${entry.seq}`);
      whole = fault === undefined;
    }
    last = entry;
  }
  if (head.seq !== last.seq || head.count !== last.count || head.digest !== last.digest)
    wrong(`the conversation tells another end (${head.seq}) than its log has (${last.seq})`);
  // whoever speaks is marked: so a log that has lost its end is found also where nothing else tells of the end
  if (head.reached > last.seq) wrong(`a member has had it up to seq ${head.reached}, and it ends at ${last.seq}`);
  if (head.size !== head.members) wrong(`the conversation tells ${head.size} members, and has ${head.members}`);
}

function faultOf(
  entry: KeptEntry,
  last: { seq: number; count: number; at: number; digest: string },
): string | undefined {
  if (entry.seq !== last.seq + 1) return `a hole after seq ${last.seq}`;
  const digest = corrected(digestAfter(last.digest, entry), entry.correction === null ? [] : [entry.correction]);
  if (entry.digest !== digest) return "the entry is not what its digest was made of";
  if (entry.count !== last.count && entry.count !== last.count + 1) return "the count does not run on";
  if (entry.at < last.at) return "the time goes back";
  return undefined;
}

/** Entries of a conversation that is not there. */
async function strayBefore(head: LogHead | undefined, entries: Walk<KeptEntry>, { found }: Proof): Promise<void> {
  const before = head?.num ?? Number.POSITIVE_INFINITY;
  let stray = 0;
  while (((await entries.peek())?.num ?? Number.POSITIVE_INFINITY) < before) {
    await entries.next();
    stray += 1;
  }
  if (stray > 0) found({ conv: "?", what: `${stray} entries of a conversation that is not there` });
}
