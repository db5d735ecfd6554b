import type { Client } from "@skein/client";
import type { Entry } from "@skein/protocol";

/** What came before anybody listened: the link is often quicker than what is drawn. Older ones go first. */
const KEPT = 50;

const early = new WeakMap<Client, { readonly entries: Entry[]; readonly end: () => void }>();

/** Keeps what one's own log tells until somebody listens. */
export function keepSelfEntries(client: Client): void {
  const entries: Entry[] = [];
  const end = client.on("self", (entry) => {
    entries.push(entry);
    if (entries.length > KEPT) entries.shift();
  });
  early.set(client, { entries, end });
}

/** Listens to one's own log, and is told what came before; returns what ends the listening. */
export function onSelfEntries(client: Client, listener: (entry: Entry) => void): () => void {
  const kept = early.get(client);
  early.delete(client);
  kept?.end();
  for (const entry of kept?.entries ?? []) listener(entry);
  return client.on("self", listener);
}
