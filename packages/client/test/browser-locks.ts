import type { Locks } from "../src/store/lead.ts";

/** Web Locks as the standard has them, of one browser: an exclusive lock, a queue, `ifAvailable`, `signal`. */
export function browserLocks(): Locks {
  const tails = new Map<string, Promise<void>>();
  const held = new Set<string>();
  return {
    async request(name, { ifAvailable, signal }, work) {
      if (ifAvailable) {
        if (held.has(name)) return work(null);
      } else await tails.get(name);
      signal?.throwIfAborted();
      held.add(name);
      const done = work({ name });
      tails.set(name, done);
      await done;
      held.delete(name);
    },
  };
}
