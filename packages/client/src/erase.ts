import type { Entry } from "@skein/protocol";

/** What is left of a message that was taken back, and of what it was edited to; others as they are. */
export function erased(entry: Entry, seq: number): Entry {
  const content = entry.seq === seq || (entry.ref === seq && entry.kind === "message.edited");
  if (!content || Object.keys(entry.body).length === 0) return entry;
  const { fold: _past, ...rest } = entry;
  return { ...rest, body: {} } as Entry;
}

/** What is left of an entry of a history that was cleared. */
export function forgotten(entry: Entry): Entry {
  const { fold: _past, ...rest } = entry;
  return { ...rest, body: {} } as Entry;
}
