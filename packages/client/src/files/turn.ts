import type { Locks } from "../store/lead.ts";

/**
 * Does something about one file in one tab at a time: each tab that was opened since knows of the message too. Where there are no Web Locks
 * there is one tab alone.
 */
export async function turnOf<T>(id: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as (Navigator & { readonly locks?: Locks }) | undefined)?.locks;
  if (!locks) return work();
  let result: { readonly value: T } | undefined;
  await locks.request(`skein file ${id}`, { signal }, async () => {
    result = { value: await work() };
  });
  if (!result) throw new Error("The lock ran nothing.");
  return result.value;
}
