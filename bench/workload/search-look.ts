import { Database } from "bun:sqlite";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Account } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import { type Asker, systemOf, type Target } from "../peer/peer.ts";
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
  const database = new Database(join(target.data ?? "", "skein.db"), { readonly: true });
  const messages =
    database.query<{ n: number }, []>("SELECT count(*) AS n FROM entries WHERE kind = 'text'").get()?.n ?? 0;
  const pick = database.query<{ body: string }, [number]>(
    "SELECT body FROM entries WHERE kind = 'text' AND pos >= ? LIMIT 1",
  );
  const last = database.query<{ pos: number }, []>("SELECT max(pos) AS pos FROM entries").get()?.pos ?? 1;
  const said = (): string => (JSON.parse(pick.get(random(last))?.body ?? '{"text":""}') as { text: string }).text;
  /** So many Chinese characters that stand together somewhere. */
  const characters = (count: number): string => {
    for (;;) {
      const found = [...said().matchAll(new RegExp(`(?=(\\p{Script=Han}{${count}}))`, "gu"))];
      const one = found[random(Math.max(1, found.length))]?.[1];
      if (one !== undefined) return one;
    }
  };
  const word = (): string => {
    for (;;) {
      const one = /[a-z]{3,}/.exec(said().slice(random(20)))?.[0];
      if (one !== undefined) return one.slice(0, 3 + random(3));
    }
  };
  const count = quick ? 50 : QUERIES;
  const times = async (by: Asker, query: () => string): Promise<Histogram> => {
    const took = new Histogram();
    for (let at = 0; at < count; at++) {
      const text = query();
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
    database,
    (text, more) => find(all, text, more),
    () => characters(2),
    quick ? 10 : EXACT,
  );
  if (right.missed + right.wrong > 0) faults.push(`${right.missed} not found, ${right.wrong} found wrongly`);
  database.close();
  return {
    messages,
    caughtUp,
    bytes: indexBytes(target.data ?? "") / messages,
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
  database: Database,
  find: (text: string, more: object) => Promise<Found>,
  query: () => string,
  queries: number,
) {
  const like = database.query<{ id: string; seq: number }, [string, number]>(
    "SELECT c.id, e.seq FROM entries e JOIN conversations c ON c.num = e.conv WHERE e.kind = 'text' AND e.body LIKE ? ORDER BY e.pos DESC LIMIT ?",
  );
  const sum = { wanted: 0, found: 0, missed: 0, wrong: 0 };
  for (let at = 0; at < queries; at++) {
    const text = query();
    const wanted = new Set(like.all(`%${text}%`, LATEST).map(({ id, seq }) => `${seq} ${id}`));
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

function indexBytes(data: string): number {
  const folder = join(data, "search");
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
