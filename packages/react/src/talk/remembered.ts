import type { Client, Item } from "@skein/client";

/** Messages of which the words are kept; older ones are forgotten. */
const KEPT = 20;

/** What one has taken back on this page, so that it can be written anew. Nothing of it is stored. */
class Remembered {
  readonly #texts = new Map<string, string>();

  keep(conversation: string, item: Item): void {
    if (item.kind !== "text") return;
    this.#texts.set(`${conversation} ${item.seq}`, item.body.text);
    for (const oldest of this.#texts.keys()) if (this.#texts.size > KEPT) this.#texts.delete(oldest);
  }

  textOf(conversation: string, { seq }: Item): string | undefined {
    return this.#texts.get(`${conversation} ${seq}`);
  }
}

const all = new WeakMap<Client, Remembered>();

/** What was taken back with this client. */
export function remembered(client: Client): Remembered {
  const known = all.get(client);
  if (known) return known;
  const fresh = new Remembered();
  all.set(client, fresh);
  return fresh;
}
