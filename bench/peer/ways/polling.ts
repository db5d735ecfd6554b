import type { Result } from "@skein/protocol/schema";
import { textOfEntry } from "../skein/link.ts";
import type { Ear, Target } from "../peer.ts";

/** Asks for what is new again and again: every so many ms, or each time with the wish to wait. */
export async function polling(
  { hostname, port, credentials }: Target,
  user: number,
  told: (text: string) => void,
  how: { readonly every: number; readonly wait: number },
): Promise<Ear> {
  const headers = { Authorization: `Bearer ${credentials[user]}` };
  const gone = new AbortController();
  const { signal } = gone;
  const ask = async (query: string): Promise<Result<"sync.changes">> => {
    const response = await fetch(`http://${hostname}:${port}/v1/changes${query}`, { headers, signal });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Result<"sync.changes">;
  };
  let { cursor } = await ask("");
  const listen = async (): Promise<void> => {
    // people do not all look at the same moment
    await Bun.sleep(Math.random() * how.every);
    while (!signal.aborted) {
      const began = performance.now();
      const changes = await ask(`?since=${cursor}${how.wait > 0 ? `&wait=${how.wait}` : ""}`);
      cursor = changes.cursor;
      for (const { entries = [] } of changes.conversations)
        for (const entry of entries) {
          const text = textOfEntry(entry);
          if (text !== undefined) told(text);
        }
      await Bun.sleep(Math.max(0, began + how.every - performance.now()));
    }
  };
  const ended = listen().catch((fault: unknown) => {
    if (!signal.aborted) told(`fault: ${String(fault)}`);
  });
  return {
    async close() {
      gone.abort();
      await ended;
    },
  };
}
