import { Account } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import { type Asker, systemOf, type Target } from "../peer/peer.ts";
import { type Truth, truthOf } from "./search-truth.ts";
import type { Figures } from "./workload.ts";

const QUERIES = 1_000;
/** Queries whose answers are compared with what the database itself finds, and so many of the latest hits of each. */
const EXACT = 100;
const LATEST = 500;
const PAGE = 50;

interface Found {
  readonly hits: readonly { readonly entry: { readonly conv: string; readonly seq: number } }[];
  readonly next?: string;
  readonly behind?: true;
}

/** What searches cost and whether they are right, once all is in the index. */
export async function look(
  target: Target,
  askers: readonly Asker[],
  random: (below: number) => number,
  quick: boolean,
  faults: string[],
): Promise<Figures> {
  const [all, few] = [askers[0], askers.at(-1)];
  if (!all || !few) throw new Error("nobody asks");
  const find = (by: Asker, text: string, more: object = {}): Promise<Found> =>
    by.ask("search.messages", { text, ...more }) as Promise<Found>;
  const began = performance.now();
  while ((await find(all, "我们")).behind) await Bun.sleep(50);
  const caughtUp = (performance.now() - began) / 1000;
  await using truth = await truthOf(target);
  const messages = await truth.messages();
  /** So many Chinese characters that stand together somewhere. */
  const characters = async (count: number): Promise<string> => {
    for (;;) {
      const found = [...(await truth.any(random)).matchAll(new RegExp(`(?=(\\p{Script=Han}{${count}}))`, "gu"))];
      const one = found[random(Math.max(1, found.length))]?.[1];
      if (one !== undefined) return one;
    }
  };
  const word = async (): Promise<string> => {
    for (;;) {
      const one = /[a-z]{3,}/.exec((await truth.any(random)).slice(random(20)))?.[0];
      if (one !== undefined) return one.slice(0, 3 + random(3));
    }
  };
  const count = quick ? 50 : QUERIES;
  const times = async (by: Asker, query: () => Promise<string>): Promise<Histogram> => {
    const took = new Histogram();
    for (let at = 0; at < count; at++) {
      const text = await query();
      const from = performance.now();
      await find(by, text);
      took.record(performance.now() - from);
    }
    return took;
  };
  await times(all, () => characters(2));
  const account = new Account(systemOf(target));
  const two = await times(all, () => characters(2));
  const { server } = account.read();
  const ofFew = await times(few, () => characters(2));
  const [one, three, words] = [
    await times(all, () => characters(1)),
    await times(all, () => characters(3)),
    await times(all, word),
  ];
  const right = await compare(
    truth,
    (text, more) => find(all, text, more),
    () => characters(2),
    quick ? 10 : EXACT,
  );
  if (right.missed + right.wrong > 0) faults.push(`${right.missed} not found, ${right.wrong} found wrongly`);
  return {
    messages,
    caughtUp,
    bytes: (await truth.indexBytes()) / messages,
    two50: two.quantile(0.5),
    two99: two.quantile(0.99),
    twoCpu: (server * 1e6) / count,
    few99: ofFew.quantile(0.99),
    one99: one.quantile(0.99),
    three99: three.quantile(0.99),
    word99: words.quantile(0.99),
    recall: right.recall,
    exact: right.exact,
  };
}

/** The pages of each answer beside what `LIKE` finds. */
async function compare(
  truth: Truth,
  find: (text: string, more: object) => Promise<Found>,
  query: () => Promise<string>,
  queries: number,
) {
  const sum = { wanted: 0, found: 0, missed: 0, wrong: 0 };
  for (let at = 0; at < queries; at++) {
    const text = await query();
    const wanted = await truth.like(text, LATEST);
    const found = new Set<string>();
    let after: string | undefined;
    do {
      const page = await find(text, { limit: PAGE, ...(after !== undefined && { after }) });
      for (const { entry } of page.hits) found.add(`${entry.seq} ${entry.conv}`);
      after = page.next;
    } while (after !== undefined && found.size < LATEST);
    sum.wanted += wanted.size;
    sum.found += found.size;
    sum.missed += [...wanted].filter((place) => !found.has(place)).length;
    sum.wrong += [...found].filter((place) => !wanted.has(place)).length;
  }
  return { ...sum, recall: 1 - sum.missed / sum.wanted, exact: 1 - sum.wrong / Math.max(1, sum.found) };
}
