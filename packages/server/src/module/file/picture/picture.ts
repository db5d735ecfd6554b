import type { PictureSize } from "@skein/protocol/schema";
import type { Content } from "../store.ts";

/** A picture as it is kept. */
export interface MadePicture {
  readonly content: Content;
  /** What stands in the place of what came; undefined: that is kept as it is. */
  readonly bytes: Uint8Array | undefined;
  readonly smaller: readonly { readonly size: PictureSize; readonly bytes: Uint8Array }[];
}

/** Types that everybody's browser shows, and that can hold nothing that runs. */
const SAFE_PICTURES: readonly string[] = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"];

/** Pictures of which we cannot take out what they tell of the place and the camera. */
const SEALED: readonly string[] = ["image/avif", "image/heic", "image/tiff"];

/** Whether something is made ready as a picture. */
export function isPicture(type: string): boolean {
  return SAFE_PICTURES.includes(type) || SEALED.includes(type);
}

export function isSealed(type: string): boolean {
  return SEALED.includes(type);
}

/** As what a picture is kept that went through its pixels: a BMP takes as much room as these. */
export function keptType(type: string): string {
  return type === "image/bmp" ? "image/png" : type;
}
