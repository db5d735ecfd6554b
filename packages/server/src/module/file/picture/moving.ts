import { afterBlocks, tableAfter } from "./whole.ts";

/*
 * Pictures that move are kept as they are, without what they tell beside the picture: part by part, nothing is decoded.
 */

const text = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString("latin1");
const number = (bytes: Uint8Array, at: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(at);

/** Whether a picture moves. */
export function isMoving(type: string, bytes: Uint8Array): boolean {
  if (type === "image/gif") return gifParts(bytes).filter(({ block }) => block === 0x2c).length > 1;
  if (type === "image/webp") return webpParts(bytes).some(({ name }) => name === "ANIM");
  if (type === "image/png") return pngParts(bytes).some(({ name }) => name === "acTL");
  return false;
}

/** The same picture without remarks, places, cameras and previews. */
export function stripped(type: string, bytes: Uint8Array): Uint8Array {
  if (type === "image/gif") return strippedGif(bytes);
  if (type === "image/webp") return strippedWebp(bytes);
  return strippedPng(bytes);
}

/** What a decoder can read of it, which knows no WebP that moves: its first picture as one that stands still. Others as they are. */
export function still(type: string, bytes: Uint8Array): Uint8Array {
  const frame = type === "image/webp" ? webpParts(bytes).find(({ name }) => name === "ANMF") : undefined;
  if (!frame) return bytes;
  // a frame is its place, size, time and flags, and the parts of a picture
  const parts = webpParts(bytes.subarray(0, frame.to), frame.from + 8 + FRAME)
    .filter(({ name }) => ["VP8 ", "VP8L", "ALPH"].includes(name))
    .map(({ name, from, to }) => ({ name, data: bytes.subarray(from, to) }));
  const size = bytes.subarray(frame.from + 14, frame.from + 20);
  const extended = Buffer.concat([Buffer.from("VP8X\x0a\0\0\0\x10\0\0\0", "latin1"), size]);
  return webpOf([...(parts.some(({ name }) => name === "ALPH") ? [extended] : []), ...parts.map(({ data }) => data)]);
}

/** Bytes before the picture of a frame. */
const FRAME = 16;

/** What a GIF may say beside its pictures: how often it is shown. */
const REPEATS = ["NETSCAPE2.0", "ANIMEXTS1.0"];

function gifParts(bytes: Uint8Array): { block: number; from: number; to: number; keep: boolean }[] {
  const parts = [];
  let place = 13 + tableAfter(bytes[10] ?? 0);
  while (place < bytes.length && bytes[place] !== 0x3b) {
    const block = bytes[place] ?? 0;
    const label = bytes[place + 1] ?? 0;
    const picture = block === 0x2c;
    const to = afterBlocks(bytes, picture ? place + 11 + tableAfter(bytes[place + 9] ?? 0) : place + 2);
    const keep = picture || label === 0xf9 || (label === 0xff && REPEATS.includes(text(bytes, place + 3, place + 14)));
    parts.push({ block, from: place, to, keep });
    place = to;
  }
  return parts;
}

function strippedGif(bytes: Uint8Array): Uint8Array {
  const head = bytes.subarray(0, 13 + tableAfter(bytes[10] ?? 0));
  const kept = gifParts(bytes).flatMap(({ keep, from, to }) => (keep ? [bytes.subarray(from, to)] : []));
  return Buffer.concat([head, ...kept, Buffer.of(0x3b)]);
}

function webpParts(bytes: Uint8Array, from = 12): { name: string; from: number; to: number }[] {
  const parts = [];
  for (let place = from; place + 8 <= bytes.length; ) {
    const size = number(bytes, place + 4);
    const to = Math.min(bytes.length, place + 8 + size + (size & 1));
    parts.push({ name: text(bytes, place, place + 4), from: place, to });
    place = to;
  }
  return parts;
}

/** Bits of a WebP's head that say that EXIF and XMP are there. */
const TOLD = 0x08 | 0x04;

function strippedWebp(bytes: Uint8Array): Uint8Array {
  const kept = webpParts(bytes).filter(({ name }) =>
    ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"].includes(name),
  );
  const parts = kept.map(({ name, from, to }) => {
    const part = Buffer.from(bytes.subarray(from, to));
    if (name === "VP8X" && part.length > 8) part[8] = (part[8] ?? 0) & ~TOLD;
    return part;
  });
  return webpOf(parts);
}

function webpOf(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 4);
  const head = Buffer.from("RIFF0000WEBP", "latin1");
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, ...parts]);
}

function pngParts(bytes: Uint8Array): { name: string; from: number; to: number }[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [];
  for (let place = 8; place + 12 <= bytes.length; ) {
    const to = Math.min(bytes.length, place + 12 + buffer.readUInt32BE(place));
    parts.push({ name: text(bytes, place + 4, place + 8), from: place, to });
    if (parts.at(-1)?.name === "IEND") break;
    place = to;
  }
  return parts;
}

/** Parts of a PNG that say how it is drawn, and of one that moves. Whatever else there is, known or not, may tell of places and people. */
const PNG_DRAWN = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "acTL", "fcTL", "fdAT"];
const PNG_COLOURS = ["gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs"];

function strippedPng(bytes: Uint8Array): Uint8Array {
  const kept = pngParts(bytes).filter(({ name }) => PNG_DRAWN.includes(name) || PNG_COLOURS.includes(name));
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ from, to }) => bytes.subarray(from, to))]);
}
