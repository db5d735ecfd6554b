/*
 * Decoders give a picture for a file that was cut off, with grey where nothing came. So it is looked at whether the end is there, by walking
 * over the parts that the format names; nothing is decoded.
 */

/** Whether a picture goes on to its own end. */
export function isWhole(type: string, bytes: Uint8Array): boolean {
  switch (type) {
    case "image/jpeg":
      return jpegEnds(bytes);
    case "image/png":
      return pngEnds(bytes);
    case "image/webp":
      return bytes.length >= 12 && view(bytes).getUint32(4, true) + 8 <= bytes.length;
    case "image/gif":
      return gifEnds(bytes);
    case "image/bmp":
      return bytes.length >= 6 && view(bytes).getUint32(2, true) <= bytes.length;
    default:
      return true;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** From segment to segment; within a scan to the next marker that is no restart. */
function jpegEnds(bytes: Uint8Array): boolean {
  const at = view(bytes);
  let place = 2;
  while (place + 1 < bytes.length) {
    if (bytes[place] !== 0xff) {
      // within a scan
      place = bytes.indexOf(0xff, place);
      if (place < 0) return false;
      continue;
    }
    const marker = bytes[place + 1] ?? 0;
    if (marker === 0xd9) return true;
    const bare = marker === 0xff || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8);
    if (bare) place += marker === 0xff ? 1 : 2;
    else if (place + 4 > bytes.length) return false;
    else place += 2 + at.getUint16(place + 2);
  }
  return false;
}

function pngEnds(bytes: Uint8Array): boolean {
  const at = view(bytes);
  for (let place = 8; place + 12 <= bytes.length; ) {
    const size = at.getUint32(place);
    if (size > bytes.length) return false;
    if (at.getUint32(place + 4) === 0x49454e44) return true;
    place += 12 + size;
  }
  return false;
}

/** Its blocks, up to the trailer. */
function gifEnds(bytes: Uint8Array): boolean {
  let place = 13 + tableAfter(bytes[10] ?? 0);
  while (place < bytes.length) {
    const block = bytes[place];
    if (block === 0x3b) return true;
    if (block === 0x21) place = afterBlocks(bytes, place + 2);
    else if (block === 0x2c) place = afterBlocks(bytes, place + 11 + tableAfter(bytes[place + 9] ?? 0));
    else return false;
  }
  return false;
}

/** Bytes of the table of colours that flags speak of. */
export function tableAfter(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** The place after a chain of sub-blocks. */
export function afterBlocks(bytes: Uint8Array, from: number): number {
  let place = from;
  while (place < bytes.length && bytes[place] !== 0) place += 1 + (bytes[place] ?? 0);
  return place + 1;
}
