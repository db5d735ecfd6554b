import { type Memory, memoryOfPage, recall, retain } from "./memory.ts";

/** Remembers which way to a server works on which network. */
export interface Ways {
  /** The network one is in, as far as that can be known. */
  network(): string;
  /** The rung that worked last on this network, not too long ago; else the best one, 0. */
  known(url: string, now: number): number;
  keep(url: string, rung: number, now: number): void;
}

/** After so long a network is looked at anew, ms. */
const LIFE = 86_400_000;

interface Kept {
  readonly rung: number;
  readonly until: number;
}

/** By the network's name, or its kind where the browser tells that; where there is no memory not beyond this run. */
export function waysOfDevice(named?: () => string, memory: Memory | undefined = memoryOfPage()): Ways {
  const network = (): string => {
    const { connection } = (globalThis.navigator ?? {}) as { readonly connection?: { readonly type?: string } };
    return named?.() || connection?.type || "";
  };
  const key = (url: string): string => `skein.way ${network()} ${url}`;
  return {
    network,
    known(url, now) {
      const was = recall(memory, key(url)) as Kept | undefined;
      return was && was.until > now && was.until <= now + LIFE ? was.rung : 0;
    },
    keep(url, rung, now) {
      retain(memory, key(url), rung === 0 ? undefined : ({ rung, until: now + LIFE } satisfies Kept));
    },
  };
}
