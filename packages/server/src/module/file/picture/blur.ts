import { inflateSync } from "node:zlib";
import { rgbaToThumbHash } from "thumbhash";

/** Edge of the picture that the hash is worked out from, pixels. */
const EDGE = 100;

/** The thumbhash of a picture that has been decoded once, as base64. */
export async function blurOf(picture: Uint8Array): Promise<string> {
  const small = new Bun.Image(picture).resize(EDGE, EDGE, { fit: "inside", withoutEnlargement: true });
  const { width, height, rgba } = pixelsOf(await small.png({ compressionLevel: 1 }).bytes());
  return Buffer.from(rgbaToThumbHash(width, height, rgba)).toString("base64");
}

/** Channels of PNG's types of colour, 8 bits each. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Reads a PNG of our own making: 8 bits a channel, no palette, not interlaced. */
function pixelsOf(png: Uint8Array): {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
} {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.length);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = CHANNELS[bytes[25] ?? 0];
  if (!channels || bytes[24] !== 8) throw new Error("a PNG of another kind than was asked for");
  const data: Buffer[] = [];
  for (let place = 8; place + 12 <= bytes.length; ) {
    const size = bytes.readUInt32BE(place);
    if (bytes.toString("latin1", place + 4, place + 8) === "IDAT")
      data.push(bytes.subarray(place + 8, place + 8 + size));
    place += 12 + size;
  }
  const lines = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : (pixels[y * stride + x - channels] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * stride + x] ?? 0);
      const corner = y === 0 || x < channels ? 0 : (pixels[(y - 1) * stride + x - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[y * stride + x] = (lines[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return { width, height, rgba: withColours(pixels, width * height, channels) };
}

function withColours(pixels: Uint8Array, count: number, channels: number): Uint8Array {
  if (channels === 4) return pixels;
  const rgba = new Uint8Array(count * 4);
  const grey = channels < 3;
  for (let i = 0; i < count; i++) {
    const from = i * channels;
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = pixels[from + (grey ? 0 : c)] ?? 0;
    rgba[i * 4 + 3] = channels === 2 ? (pixels[from + 1] ?? 0) : 255;
  }
  return rgba;
}

/** As PNG calls it: whichever of the three is nearest to left + up − corner. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
