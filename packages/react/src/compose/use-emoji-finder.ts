import { useEffect, useState } from "react";
import type { Emoji } from "./emoji/emoji.ts";

export interface EmojiFinder {
  readonly findEmoji: (query: string) => readonly Emoji[];
  readonly usedEmoji: (sign: string) => void;
}

let loading: Promise<EmojiFinder> | undefined;

function load(): Promise<EmojiFinder> {
  loading ??= import("./emoji-finder.ts").catch((error: unknown) => {
    // Forgotten, so that the next colon tries again.
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The emoji and the search in them, once they are wanted and here. */
export function useEmojiFinder(wanted: boolean): EmojiFinder | undefined {
  const [finder, setFinder] = useState<EmojiFinder>();
  const missing = wanted && !finder;
  useEffect(() => {
    if (!missing) return undefined;
    let mounted = true;
    load().then(
      (loaded) => mounted && setFinder(loaded),
      (error: unknown) => console.debug("The emoji could not be fetched:", error),
    );
    return () => {
      mounted = false;
    };
  }, [missing]);
  return finder;
}
