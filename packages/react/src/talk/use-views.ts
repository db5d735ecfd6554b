import { type Client, SkeinError } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { useEffect, useMemo } from "react";
import { after } from "../clock.ts";
import { useOnline } from "../hook/use-connection.ts";
import { useNow } from "../hook/use-now.ts";
import { useObservable } from "../hook/use-observable.ts";
import { useClient } from "../provider.tsx";

/** Messages that come into sight together are asked for together, ms. */
const GATHER = 80;
/** How often the counts in sight are looked at again, ms. */
const AGAIN = 30_000;

/** How many have read the messages of one channel, as far as they were in sight. */
class Views {
  private readonly counts = new Map<number, number>();
  private readonly listeners = new Set<() => void>();
  private wanted = new Set<number>();
  private gathering = false;

  constructor(
    private readonly client: Client,
    private readonly conv: string,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  of(seq: number): number | undefined {
    return this.counts.get(seq);
  }

  want(seq: number): void {
    this.wanted.add(seq);
    if (this.gathering) return;
    this.gathering = true;
    after(GATHER, () => {
      this.gathering = false;
      this.ask().catch((error: unknown) => reportError(error));
    });
  }

  private async ask(): Promise<void> {
    const all = [...this.wanted];
    this.wanted = new Set();
    for (let at = 0; at < all.length; at += LIMITS.messagesPerCall) {
      const seqs = all.slice(at, at + LIMITS.messagesPerCall);
      try {
        const { reads } = await this.client.call("message.reads", { conv: this.conv, seqs });
        for (const [index, count] of reads.entries()) this.counts.set(seqs[index] ?? 0, count);
      } catch (thrown) {
        // The counts of before stay; they are asked for again.
        console.debug("No counts of views:", SkeinError.from(thrown).name);
        return;
      }
    }
    for (const listener of [...this.listeners]) listener();
  }
}

const all = new WeakMap<Client, Map<string, Views>>();

function viewsOf(client: Client, conv: string): Views {
  const known = all.get(client) ?? new Map<string, Views>();
  all.set(client, known);
  const views = known.get(conv) ?? new Views(client, conv);
  known.set(conv, views);
  return views;
}

/** How many members have read a message of a channel, its author left out; undefined until it is known. */
export function useViews(id: string, seq: number): number | undefined {
  const client = useClient();
  const online = useOnline();
  const turn = Math.floor(useNow(AGAIN) / AGAIN);
  useEffect(() => {
    if (online) viewsOf(client, id).want(seq);
  }, [client, online, id, seq, turn]);
  return useObservable(
    useMemo(
      () => ({ get: () => viewsOf(client, id).of(seq), subscribe: viewsOf(client, id).subscribe }),
      [client, id, seq],
    ),
  );
}
