import type { Entry } from "@skein/protocol";
import { entryItem, entryState, growingItem, heldItem, type Item, outboxItem, type Ticks } from "./item.ts";
import { type Operation, operationsByTarget } from "./operations.ts";
import type { Growing } from "./streams.ts";
import type { OutboxRecord } from "./store/store.ts";

const NONE: readonly Operation[] = [];

/** What lines depend on beside the entries of the log. */
export interface LinesOf {
  me(): string;
  ticks(): Ticks;
  /** The first entry that is shown. */
  since(): number;
  outbox(): readonly OutboxRecord[];
  growing(): readonly Growing[];
}

/**
 * Entries as lines: each message with what was done to it. The same object comes again as long as it says the same, so that a list
 * does not draw it anew.
 */
export class Lines {
  private readonly known = new WeakMap<Entry | OutboxRecord | Growing, { readonly as: string; readonly item: Item }>();

  /**
   * @param entries a stretch of the log up to its head, without a hole
   * @param held what came after a hole
   * @param beyond where the stretch is away from the head: what stands at the head, for what it did to these
   */
  of(entries: readonly Entry[], held: readonly Entry[], is: LinesOf, beyond?: readonly Entry[]): Item[] {
    const me = is.me();
    const ticks = is.ticks();
    const since = is.since();
    const outbox = is.outbox();
    const operations = operationsByTarget(beyond ? [...entries, ...beyond] : entries, outbox, me);
    const items: Item[] = [];
    for (const entry of entries) {
      // what is done to a message, what belongs to a thread, and what only its author sees, is no line of its own
      if (entry.ref !== undefined || entry.kind === "hidden" || entry.seq < since || entry.mine?.removed) continue;
      const done = operations.get(entry.seq) ?? NONE;
      const newest = done.at(-1);
      // of two that wait the later one was made later
      const as = `${entryState(entry, me, ticks)} ${done.length} ${newest?.seq ?? `${newest?.kind} ${newest?.at}`}`;
      items.push(this.line(entry, as, () => entryItem(entry, me, ticks, done)));
    }
    if (beyond) return items;
    // One's own, on the server's disk already, but after a hole: it stays below until the hole is read.
    for (const entry of held) {
      if (entry.from === me && entry.ref === undefined) items.push(this.line(entry, "held", () => heldItem(entry, me)));
    }
    for (const growing of is.growing()) items.push(this.line(growing, "", () => growingItem(growing)));
    for (const record of outbox) {
      if (record.ref === undefined) items.push(this.line(record, "", () => outboxItem(record, me)));
    }
    return items;
  }

  /** A message by itself. */
  one(entry: Entry, beyond: readonly Entry[], is: LinesOf): Item {
    const me = is.me();
    const done = operationsByTarget(beyond, is.outbox(), me).get(entry.seq) ?? NONE;
    return entryItem(entry, me, is.ticks(), done);
  }

  private line(source: Entry | OutboxRecord | Growing, as: string, make: () => Item): Item {
    const last = this.known.get(source);
    if (last?.as === as) return last.item;
    const item = make();
    this.known.set(source, { as, item });
    return item;
  }
}
