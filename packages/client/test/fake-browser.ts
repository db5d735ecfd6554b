import type { Locks } from "../src/store/lead.ts";
import type { Channel } from "../src/tabs/channel.ts";

interface Held {
  readonly tab: string;
  readonly steal: () => void;
}

interface Queued {
  readonly tab: string;
  readonly grant: () => void;
}

/** Locks and channels of one browser as the standards have them, with tabs that can crash. */
export class FakeBrowser {
  private readonly held = new Map<string, Held>();
  private readonly queues = new Map<string, Queued[]>();
  private readonly channels = new Map<string, Set<Channel & { readonly tab: string }>>();
  private readonly dead = new Set<string>();

  /** Who holds the only lock that all want. */
  get leader(): string | undefined {
    return [...this.held].find(([name]) => /^skein link [0-9a-f]+$/.test(name))?.[1].tab;
  }

  /** The tab ends without a word: the browser lets go of its locks and hears no more of it. */
  crash(tab: string): void {
    this.dead.add(tab);
    for (const all of this.channels.values()) for (const one of all) if (one.tab === tab) all.delete(one);
    for (const queue of this.queues.values())
      queue.splice(0, queue.length, ...queue.filter((queued) => queued.tab !== tab));
    for (const [name, { tab: holder }] of [...this.held]) if (holder === tab) this.release(name);
  }

  /** The tab does nothing any more, and nobody notices: it keeps its locks. */
  hang(tab: string): void {
    this.dead.add(tab);
    for (const all of this.channels.values()) for (const one of all) if (one.tab === tab) all.delete(one);
  }

  channel(tab: string): (name: string) => Channel {
    return (name) => {
      const all = this.channels.get(name) ?? new Set();
      this.channels.set(name, all);
      const channel: Channel & { readonly tab: string } = {
        tab,
        onmessage: null,
        postMessage: (message) => {
          if (this.dead.has(tab)) return;
          const data: unknown = structuredClone(message);
          for (const other of all)
            if (other !== channel)
              queueMicrotask(() => {
                if (all.has(other)) (other.onmessage as ((event: { data: unknown }) => void) | null)?.({ data });
              });
        },
        close: () => all.delete(channel),
      };
      all.add(channel);
      return channel;
    };
  }

  locks(tab: string): Locks {
    return {
      request: (name, { ifAvailable, signal, steal }, work) =>
        new Promise((resolve, reject) => {
          // nothing of it runs any more
          if (this.dead.has(tab)) return;
          const grant = (): void => {
            const mine: Held = { tab, steal: () => reject(new DOMException("stolen", "AbortError")) };
            this.held.set(name, mine);
            work({ name })
              .then(resolve, reject)
              .finally(() => {
                if (this.held.get(name) === mine) this.release(name);
              });
          };
          const queue = this.queues.get(name) ?? [];
          this.queues.set(name, queue);
          const holder = this.held.get(name);
          if (steal) {
            holder?.steal();
            grant();
          } else if (!holder && queue.length === 0) queueMicrotask(grant);
          else if (ifAvailable) work(null).then(resolve, reject);
          else {
            const queued = { tab, grant };
            queue.push(queued);
            signal?.addEventListener("abort", () => {
              // a lock that was granted is not taken back by it
              const at = queue.indexOf(queued);
              if (at < 0) return;
              queue.splice(at, 1);
              reject(new DOMException("aborted", "AbortError"));
            });
          }
        }),
    };
  }

  private release(name: string): void {
    this.held.delete(name);
    this.queues.get(name)?.shift()?.grant();
  }
}
