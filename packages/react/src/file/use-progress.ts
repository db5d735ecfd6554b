import type { Progress } from "@skein/client";
import type { FileInfo } from "@skein/protocol";
import { useCallback, useSyncExternalStore } from "react";
import { useFormats, useTexts } from "../text/language.tsx";
import { useFiles } from "./use-files.ts";
import { isLocal } from "./use-link.ts";

const NOTHING = (): void => undefined;

/** How far a file is on its way to the server; undefined where it is there. */
export function useProgress({ id, size }: FileInfo): Progress | undefined {
  const progress = useFiles()?.progress(id);
  const now = useSyncExternalStore(
    useCallback((changed: () => void) => progress?.subscribe(changed) ?? NOTHING, [progress]),
    () => progress?.get(),
  );
  return isLocal(id) ? (now ?? { phase: "waiting", done: 0, size }) : undefined;
}

/** From 0 to 1: working it out and looking at it are a little of it each. */
export function partOf({ phase, done, size }: Progress): number {
  const part = size === 0 ? 1 : Math.min(1, done / size);
  if (phase === "reading") return 0.1 * part;
  if (phase === "sending") return 0.1 + 0.85 * part;
  return phase === "finishing" ? 0.97 : 0.1 * part;
}

/** The same in words. */
export function useProgressWords(): (progress: Progress) => string {
  const { files } = useTexts();
  const formats = useFormats();
  return ({ phase, done, size }) => {
    if (phase === "sending") return files.sent(formats.bytes(done), formats.bytes(size));
    return files[phase];
  };
}
