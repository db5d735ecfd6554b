import type { Entry, Fold } from "@skein/protocol";
import { excerptOf, fold, holds, searchableText, type Term } from "@skein/protocol/search";
import { folded, isErased } from "../fold.ts";
import { denseEnd } from "../run.ts";
import type { Store } from "../store/store.ts";
import type { Talk } from "../talk.ts";
import type { SearchHit, SearchQuery } from "./found.ts";

interface Setup {
  readonly store: Pick<Store, "entries">;
  readonly me: () => string;
  readonly now: () => number;
  readonly known: () => Iterable<Pick<Talk, "id" | "summary">>;
}

/** A message as this device knows it, and the words by which it is found, folded. */
interface Doc {
  readonly entry: Entry;
  readonly text: string;
  readonly folded: string;
}

interface Read {
  readonly at: number;
  readonly head: number;
  readonly since: number;
  /** The latest first. */
  readonly docs: readonly Doc[];
}

/** What was read of a conversation is good for as long, ms: who types asks again with each key. */
const FRESH = 10_000;
/** Messages that are kept folded, at most. */
const KEPT = 20_000;

/** Where a page ended: everything behind it is older. */
interface End {
  readonly at: number;
  readonly conv: string;
  readonly seq: number;
}

/**
 * Finds messages among those that this device has, by the same rules as the server. There is no second copy of them to keep in step with
 * what is taken back: the stretch of each log that is whole up to its head is read, and what was folded of it is kept in memory for a moment.
 */
export class DeviceSearch {
  private readonly read = new Map<string, Read>();

  constructor(private readonly is: Setup) {}

  async find(
    query: SearchQuery,
    terms: readonly Term[],
    limit: number,
  ): Promise<{ readonly hits: SearchHit[]; readonly next?: string }> {
    const after = query.after === undefined ? undefined : endOf(query.after);
    const talks = [...this.is.known()]
      .filter(({ id }) => query.conv === undefined || id === query.conv)
      .sort((a, b) => (b.summary?.at ?? 0) - (a.summary?.at ?? 0));
    let found: Doc[] = [];
    for (const talk of talks) {
      const last = found[limit]?.entry.at;
      // what is older than all that a page takes cannot be in it
      if (last !== undefined && (talk.summary?.at ?? 0) < last) break;
      const docs = (await this.docsOf(talk)).filter(
        (doc) => fits(doc, query) && holds(doc.folded, terms) && (!after || older(doc.entry, after)),
      );
      if (docs.length > 0)
        found = [...found, ...docs].sort((a, b) => (older(b.entry, a.entry) ? -1 : 1)).slice(0, limit + 1);
    }
    const page = found.slice(0, limit);
    const hits = page.flatMap(({ entry, text }) => {
      const excerpt = excerptOf(entry.kind, text, terms);
      return excerpt ? [{ entry, excerpt }] : [];
    });
    const end = found.length > limit ? page.at(-1)?.entry : undefined;
    return { hits, ...(end && { next: `${HERE}${end.at} ${end.seq} ${end.conv}` }) };
  }

  private async docsOf({ id, summary }: Pick<Talk, "id" | "summary">): Promise<readonly Doc[]> {
    if (!summary) return [];
    const { head, since = 0 } = summary;
    const before = this.read.get(id);
    const now = this.is.now();
    if (before && before.head === head && before.since === since && now - before.at < FRESH) return before.docs;
    // before a stretch that was skipped, something may have been edited or taken back there
    const entries = denseEnd(await this.is.store.entries(id, Math.max(1, since), head), head);
    const docs = docsIn(entries, this.is.me());
    this.read.delete(id);
    let sum = docs.length;
    for (const { docs: others } of this.read.values()) sum += others.length;
    for (const [other, { docs: others }] of this.read) {
      if (sum <= KEPT) break;
      this.read.delete(other);
      sum -= others.length;
    }
    this.read.set(id, { at: now, head, since, docs });
    return docs;
  }
}

/** Marks where a page of this device ended: the server's own are numbers. */
const HERE = "~";

/** Whether a search goes on here, and not at the server. */
export function isHere(after: string): boolean {
  return after.startsWith(HERE);
}

function endOf(text: string): End {
  const [at = "", seq = "", conv = ""] = text.slice(HERE.length).split(" ");
  return { at: Number(at), seq: Number(seq), conv };
}

/** In the order in which things were said; at one moment by their conversations. */
function older(entry: End, than: End): boolean {
  if (entry.at !== than.at) return entry.at < than.at;
  return entry.conv === than.conv ? entry.seq < than.seq : entry.conv > than.conv;
}

/** The messages of a stretch as they are after all that was done to them, the latest first. */
function docsIn(entries: readonly Entry[], me: string): Doc[] {
  const done = new Map<number, Entry[]>();
  for (const entry of entries)
    if (entry.ref !== undefined) done.set(entry.ref, [...(done.get(entry.ref) ?? []), entry]);
  const docs: Doc[] = [];
  for (const entry of entries) {
    // kinds of operations bear a name with a dot; a reply in a thread is a message
    if (entry.key === undefined || entry.kind.includes(".") || entry.mine?.removed || isErased(entry)) continue;
    const fold_: Fold | undefined = folded(entry, done.get(entry.seq) ?? [], me);
    if (fold_?.recalled) continue;
    const text = searchableText(entry.kind, fold_?.edited?.body ?? entry.body);
    if (text === "") continue;
    docs.push({ entry: fold_ ? { ...entry, fold: fold_ } : entry, text, folded: fold(text) });
  }
  return docs.reverse();
}

function fits({ entry: { from, kind, at } }: Doc, query: SearchQuery): boolean {
  return (
    (query.from ?? from) === from &&
    (query.kinds === undefined || query.kinds.includes(kind)) &&
    at >= (query.since ?? 0) &&
    at < (query.until ?? Infinity)
  );
}
