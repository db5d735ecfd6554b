import { plainName } from "@skein/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Chosen } from "./chosen.ts";
import { lookAt } from "./look-at.ts";

export interface ChosenFiles {
  readonly all: readonly Chosen[];
  /** Some are still being looked at. */
  readonly looking: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly change: (next: (all: readonly Chosen[]) => readonly Chosen[]) => void;
}

/** Files that were chosen: each is in sight at once, and what it is a moment later. */
export function useChosen(first: readonly File[]): ChosenFiles {
  const [all, setAll] = useState<readonly Chosen[]>([]);
  const [waiting, setWaiting] = useState(0);
  const last = useRef(0);
  const add = useCallback((files: readonly File[]) => {
    const fresh = files.map((file): Chosen => {
      last.current += 1;
      const name = plainName(file.name);
      // named as it will be: what a name can hide is seen nowhere
      const named = name === file.name ? file : new File([file], name, { type: file.type });
      return { key: `file-${last.current}`, file: named, kind: "file" };
    });
    setAll((before) => [...before, ...fresh]);
    setWaiting((before) => before + fresh.length);
    for (const { key, file } of fresh)
      lookAt(file)
        .then((found) => setAll((before) => before.map((one) => (one.key === key ? { ...one, ...found } : one))))
        // it stays a file
        .catch(() => undefined)
        .finally(() => setWaiting((before) => before - 1));
  }, []);
  const begun = useRef(false);
  useEffect(() => {
    // once, also where React runs effects twice
    if (begun.current) return;
    begun.current = true;
    add(first);
  }, [add, first]);
  return { all, looking: waiting > 0, add, change: setAll };
}
