import { Refusal } from "../../../kit/refusal.ts";
import { codeOf } from "../../../kit/system-error.ts";
import { REFUSED } from "./make.ts";
import { still } from "./moving.ts";

/** The longer edge of each size, pixels; the first is what the others are made of. */
const FACE_SIZES = [512, 128, 64] as const;
const QUALITY = 82;

/** One picture in the sizes that faces are shown in, all WebP. */
export type MadeFace = readonly { readonly width: number; readonly height: number; readonly bytes: Uint8Array }[];

/**
 * What a person or a group is shown by: of what moves the first picture, upright, and nothing else that the file told. [AVATAR-2]
 *
 * @throws Refusal `picture_refused`
 */
export async function makeFace(bytes: Uint8Array, type: string, maxPixels: number): Promise<MadeFace> {
  const made: { width: number; height: number; bytes: Uint8Array }[] = [];
  try {
    for (const edge of FACE_SIZES) {
      const image = new Bun.Image(made.at(-1)?.bytes ?? still(type, bytes), { maxPixels });
      image.resize(edge, edge, { fit: "inside", withoutEnlargement: true });
      const smaller = await image.webp({ quality: QUALITY }).bytes();
      made.push({ width: image.width, height: image.height, bytes: smaller });
    }
    return made;
  } catch (fault) {
    const code = codeOf(fault);
    throw REFUSED.includes(code) ? new Refusal("picture_refused", { message: code }) : fault;
  }
}
