import type { Entry } from "@skein/protocol";
import { erased } from "../erase.ts";
import { folded } from "../fold.ts";
import type { OutboxRecord } from "../store/store.ts";

/** Whether an entry stands in the thread of a message. Kinds of what is done to one have a dot in their name. */
export function isReply({ kind, ref }: Pick<Entry, "kind" | "ref">, root = ref): boolean {
  return ref !== undefined && ref === root && !kind.includes(".");
}

/** Whether what waits to be sent stands in the thread of a message. */
export function waitsIn({ kind, ref }: OutboxRecord, root: number): boolean {
  return ref === root && !kind.includes(".");
}

const lines = new WeakMap<object, object>();

/** A reply as a line of its thread, where it is a message like any other; the same object each time. */
export function asLine<Reply extends Entry | OutboxRecord>(reply: Reply): Reply {
  const known = lines.get(reply);
  if (known) return known as Reply;
  const { ref: _root, ...line } = reply;
  lines.set(reply, line);
  return line as Reply;
}

/** A message after one more thing was done to it. What was taken back is forgotten. */
export function after(entry: Entry, operation: Entry, me: string): Entry {
  const fold = folded(entry, [operation], me);
  if (!fold || fold === entry.fold) return entry;
  return { ...(fold.recalled ? erased(entry, entry.seq) : entry), fold };
}
