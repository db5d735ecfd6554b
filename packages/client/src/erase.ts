import type { Entry } from "@skein/protocol";

/** What is left of a message that was taken back, and of what it was edited to; others as they are. */
export function erased(entry: Entry, seq: number): Entry {
  const content = entry.seq === seq || (entry.ref === seq && entry.kind === "message.edited");
  return !content || Object.keys(entry.body).length === 0 ? entry : forgotten(entry);
}

/** What is left of an entry of which nothing may be kept. */
export function forgotten(entry: Entry): Entry {
  const { fold: _past, ...rest } = entry;
  return { ...rest, body: {} } as Entry;
}
