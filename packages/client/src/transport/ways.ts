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

interface Memory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** By the browser's own store where there is one, else not beyond this run; by the network's name, or its kind where the browser tells that. */
export function waysOfDevice(named?: () => string, memory: Memory | undefined = stored()): Ways {
  const network = (): string => {
    const { connection } = (globalThis.navigator ?? {}) as { readonly connection?: { readonly type?: string } };
    return named?.() || connection?.type || "";
  };
  const key = (url: string): string => `skein.way ${network()} ${url}`;
  return {
    network,
    known(url, now) {
      try {
        const kept = JSON.parse(memory?.getItem(key(url)) ?? "null") as Kept | null;
        return kept && kept.until > now && kept.until <= now + LIFE ? kept.rung : 0;
      } catch {
        return 0;
      }
    },
    keep(url, rung, now) {
      try {
        if (rung === 0) memory?.removeItem(key(url));
        else memory?.setItem(key(url), JSON.stringify({ rung, until: now + LIFE } satisfies Kept));
      } catch {
        // a store that is full or shut: then it is found out again
      }
    },
  };
}

function stored(): Memory | undefined {
  try {
    // elsewhere than in a page it may be there, and warn whoever looks at it
    return typeof document === "object" ? (globalThis as { readonly localStorage?: Memory }).localStorage : undefined;
  } catch {
    // a page may be forbidden to look at it
    return undefined;
  }
}
