import type { Outgoing } from "@skein/client";

/** A file that was chosen, before it is sent. */
export interface Chosen {
  readonly key: string;
  readonly file: File;
  readonly kind: "image" | "video" | "file";
  /** What was found out of it. */
  readonly width?: number;
  readonly height?: number;
  /** ms */
  readonly duration?: number;
  readonly blur?: string;
  /** The first picture of a video. */
  readonly poster?: Blob;
}

/** It as it is sent. */
export function outgoingOf({ file, width, height, blur }: Chosen): Outgoing {
  return {
    blob: file,
    name: file.name,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(blur !== undefined && { blur }),
  };
}

/** Puts one before or behind its neighbour. */
export function movedBy(all: readonly Chosen[], key: string, by: -1 | 1): readonly Chosen[] {
  const at = all.findIndex((one) => one.key === key);
  const to = at + by;
  const [one, other] = [all[at], all[to]];
  if (!one || !other) return all;
  return all.map((each, index) => (index === at ? other : index === to ? one : each));
}
