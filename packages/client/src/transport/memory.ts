/** Keeps a few short texts across restarts; `localStorage` is one. What it throws is passed over: then things are found out again. */
export interface Memory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The page's own, where there is one that it may look at. */
export function memoryOfPage(): Memory | undefined {
  try {
    // elsewhere than in a page it may be there, and warn whoever looks at it
    return typeof document === "object" ? (globalThis as { readonly localStorage?: Memory }).localStorage : undefined;
  } catch {
    return undefined;
  }
}

/** One text of it that is JSON; undefined where there is none, or nonsense. */
export function recall(memory: Memory | undefined, key: string): unknown {
  try {
    return JSON.parse(memory?.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value as JSON; undefined: forgets it. */
export function retain(memory: Memory | undefined, key: string, value: unknown): void {
  try {
    if (value === undefined) memory?.removeItem(key);
    else memory?.setItem(key, JSON.stringify(value));
  } catch {
    // a memory that is full or shut
  }
}
