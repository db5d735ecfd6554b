import type { Finding, LogHead, Logs } from "./logs.ts";
import { walk } from "./walk.ts";

/**
 * Compares the logs of two stores by what they tell of them; a proof of each says whether that is true.
 *
 * @param found told of every difference, in the order of the conversations' ids
 * @returns how many logs are the same
 */
export async function compareLogs(one: Logs, other: Logs, found: (finding: Finding) => void): Promise<number> {
  const ones = walk((last: LogHead | undefined, limit) => one.headsById(last?.id ?? "", limit));
  const others = walk((last: LogHead | undefined, limit) => other.headsById(last?.id ?? "", limit));
  let same = 0;
  for (;;) {
    const [a, b] = [await ones.peek(), await others.peek()];
    if (!a && !b) return same;
    if (a && (!b || a.id < b.id)) {
      found({ conv: a.id, what: "is in the first store only" });
      await ones.next();
    } else if (b && (!a || b.id < a.id)) {
      found({ conv: b.id, what: "is in the second store only" });
      await others.next();
    } else if (a && b) {
      const what = await differenceOf(one, a, other, b);
      if (what === undefined) same += 1;
      else found({ conv: a.id, what });
      await ones.next();
      await others.next();
    }
  }
}

async function differenceOf(one: Logs, a: LogHead, other: Logs, b: LogHead): Promise<string | undefined> {
  if (a.seq === b.seq && a.digest === b.digest) {
    return a.size === b.size ? undefined : `has ${a.size} members in the first store and ${b.size} in the second`;
  }
  const common = Math.min(a.seq, b.seq);
  const same = async (seq: number) =>
    seq === 0 || (await one.digestAt(a.num, seq)) === (await other.digestAt(b.num, seq));
  if (await same(common)) return `ends at ${a.seq} in the first store and at ${b.seq} in the second`;
  let [good, bad] = [0, common];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await same(middle)) good = middle;
    else bad = middle;
  }
  return `differs from seq ${bad} on`;
}
