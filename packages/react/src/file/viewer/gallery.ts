import type { Item } from "@skein/client";
import { createContext, useContext } from "react";
import type { Piece } from "./pieces.ts";

/** What is to be seen first, and among what. */
export interface GalleryStart {
  /** The conversation. */
  readonly conv: string;
  /** A message that holds pictures or videos, and which of them it is. */
  readonly item: Pick<Item, "id" | "seq" | "from" | "at" | "kind" | "body">;
  readonly at: number;
  /** What one can go on to; absent: what the talk around has loaded. */
  readonly among?: readonly Piece[];
}

/** Opens pictures and videos as large as the screen. */
export const Gallery = createContext<(start: GalleryStart) => void>(() => undefined);

export function useGallery(): (start: GalleryStart) => void {
  return useContext(Gallery);
}
