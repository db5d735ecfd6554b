import type { Item } from "@skein/client";
import { useWords } from "@skein/react";

/** A reported message in one line of plain words. */
export function useSaid(): (said: unknown) => string {
  const { words } = useWords();
  return (said) => words(said as Pick<Item, "kind" | "body" | "recalled">);
}
