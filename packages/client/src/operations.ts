import type { Bodies, Entry, OperationKind } from "@skein/protocol";
import type { OutboxRecord } from "./store/store.ts";

/** Something that was done to a message, in the log or still on its way. */
export interface Operation {
  readonly seq?: number;
  readonly from: string;
  readonly at: number;
  readonly kind: string;
  readonly body: unknown;
}

/** The same of one kind. */
export interface Done<K extends OperationKind> extends Operation {
  readonly body: Bodies[K];
}

/** What was done to each message, ascending; what the server has not answered yet comes last. */
export function operationsByTarget(
  entries: readonly Entry[],
  outbox: readonly OutboxRecord[],
  from: string,
): ReadonlyMap<number, readonly Operation[]> {
  const found = new Map<number, Operation[]>();
  const add = (ref: number | undefined, operation: Operation): void => {
    if (ref === undefined) return;
    const known = found.get(ref);
    if (known) known.push(operation);
    else found.set(ref, [operation]);
  };
  for (const entry of entries) add(entry.ref, entry);
  // a reply in the thread of a message is not done to it
  for (const { ref, at, kind, body } of outbox) if (!("thread" in body)) add(ref, { from, at, kind, body });
  return found;
}
