import { PICTURE_SIZES, type PictureSize } from "@skein/protocol/schema";
import { codeOf } from "../../../kit/system-error.ts";
import { Refusal } from "../../../kit/refusal.ts";
import type { Content } from "../store.ts";
import { area, avifEdges } from "./avif.ts";
import { blurOf } from "./blur.ts";
import { isMoving, still, stripped } from "./moving.ts";
import { isSealed, keptType, type MadePicture } from "./picture.ts";
import { isWhole } from "./whole.ts";

const QUALITY = { jpeg: 90, webp: 90, smaller: 80 } as const;

/** What nobody is shown. */
const BYTES: Content = { type: "application/octet-stream" };

/** What a decoder says of a picture that is none, or that would take too much. */
export const REFUSED = [
  "ERR_IMAGE_TOO_MANY_PIXELS",
  "ERR_IMAGE_DECODE_FAILED",
  "ERR_IMAGE_UNKNOWN_FORMAT",
  "ERR_IMAGE_FORMAT_UNSUPPORTED",
];

/**
 * Makes a picture ready: turned as it was held, without what it tells of the place and the camera, with smaller copies and a blur. Decoding
 * and encoding run on threads of Bun's; here only bytes are walked over. [FILE-5] [FILE-6]
 *
 * @param original keep it as it came, with all that it tells
 * @throws Refusal `picture_refused`
 */
export async function makePicture(
  bytes: Uint8Array,
  type: string,
  original: boolean,
  maxPixels: number,
): Promise<MadePicture> {
  // as it is, or not at all: what it tells cannot be taken out
  if (isSealed(type)) {
    if (!original) throw new Refusal("picture_refused", { message: `${type} is kept only as an original` });
    return { content: sealedContent(type, bytes, maxPixels), bytes: undefined, smaller: [] };
  }
  try {
    if (!isWhole(type, bytes)) throw new Refusal("picture_refused", { message: "the picture is cut off" });
    return await made(bytes, type, original, maxPixels);
  } catch (fault) {
    const refused = Refusal.is(fault, "picture_refused");
    if (!refused && !REFUSED.includes(codeOf(fault))) throw fault;
    // as an original it is kept, but as bytes: nobody is shown what could not be looked at
    if (original) return { content: BYTES, bytes: undefined, smaller: [] };
    throw refused ? fault : new Refusal("picture_refused", { message: codeOf(fault) });
  }
}

async function made(bytes: Uint8Array, type: string, original: boolean, maxPixels: number): Promise<MadePicture> {
  const { width, height } = await new Bun.Image(bytes, { maxPixels }).metadata();
  if (width * height > maxPixels) throw new Refusal("picture_refused", { message: "the picture has too many pixels" });
  const moving = isMoving(type, bytes);
  const keeps = moving || type === "image/gif";
  const kept = original ? undefined : keeps ? stripped(type, bytes) : await reencoded(bytes, type, maxPixels);
  // what is upright by now is not turned once more
  const upright = still(type, kept ?? bytes);
  const large = await smallerOf(upright, maxPixels);
  // the first picture of one that moves may be smaller than all of it
  const { width: w, height: h } = moving ? { width, height } : await uprightSize(upright, maxPixels);
  const smallest = large.at(0)?.bytes ?? upright;
  const sizes = Object.fromEntries(
    large.map(({ size, width: across, height: down, bytes: of }) => [
      size,
      { width: across, height: down, size: of.length },
    ]),
  );
  const content = {
    type: kept ? keptType(type) : type,
    ...{ width: w, height: h },
    blur: await blurOf(smallest),
    ...(moving && { animated: true as const }),
    ...(large.length > 0 && { sizes }),
  };
  return { content, bytes: kept, smaller: large };
}

/** Of one that stays as it is: whether browsers may be told to show it, and in how much room. [FILE-6] */
function sealedContent(type: string, bytes: Uint8Array, maxPixels: number): Content {
  // the others are shown nowhere
  if (type !== "image/avif") return { type };
  const edges = avifEdges(bytes);
  return edges && area(edges) > 0 && area(edges) <= maxPixels ? { type, ...edges } : BYTES;
}

/** Through its pixels: nothing else comes along. */
function reencoded(bytes: Uint8Array, type: string, maxPixels: number): Promise<Uint8Array> {
  const image = new Bun.Image(bytes, { maxPixels });
  if (type === "image/jpeg") return image.jpeg({ quality: QUALITY.jpeg }).bytes();
  if (type === "image/webp") return image.webp({ quality: QUALITY.webp }).bytes();
  return image.png({ compressionLevel: 6 }).bytes();
}

/** Width and height as it is shown, also of one that is kept as it was held. */
async function uprightSize(bytes: Uint8Array, maxPixels: number): Promise<{ width: number; height: number }> {
  const image = new Bun.Image(bytes, { maxPixels }).resize(64, 64, { fit: "inside", withoutEnlargement: true });
  const { width, height } = await new Bun.Image(bytes, { maxPixels }).metadata();
  await image.png().bytes();
  // its longer edge tells whether it was turned
  return width > height === image.width > image.height || image.width === image.height
    ? { width, height }
    : { width: height, height: width };
}

/** From the largest to the smallest, each made of the one before; those that would be no smaller are left out. */
async function smallerOf(bytes: Uint8Array, maxPixels: number) {
  const sizes = (Object.entries(PICTURE_SIZES) as [PictureSize, number][]).toSorted(([, a], [, b]) => b - a);
  const made: { size: PictureSize; width: number; height: number; bytes: Uint8Array }[] = [];
  const { width, height } = await new Bun.Image(bytes, { maxPixels }).metadata();
  let from = bytes;
  for (const [size, edge] of sizes) {
    if (Math.max(width, height) <= edge) continue;
    const image = new Bun.Image(from, { maxPixels }).resize(edge, edge, { fit: "inside", withoutEnlargement: true });
    const smaller = await image.webp({ quality: QUALITY.smaller }).bytes();
    made.unshift({ size, width: image.width, height: image.height, bytes: smaller });
    from = smaller;
  }
  return made;
}
