/*
 * Nothing here decodes AVIF, and browsers show it: how large one is, is read from its boxes (ISO/IEC 14496-12, 23008-12).
 */

interface Edges {
  readonly width: number;
  readonly height: number;
}

/** Boxes on the way to what is said of the pictures, with the bytes that stand before those within them. */
const WAY: readonly (readonly [name: string, before: number])[] = [
  ["meta", 4],
  ["iprp", 0],
  ["ipco", 0],
];

/** Width and height as it is shown, of the largest picture in it; undefined where it tells none. */
export function avifEdges(bytes: Uint8Array): Edges | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let within: readonly (readonly [from: number, to: number])[] = [[0, at.length]];
  for (const [name, before] of WAY) {
    within = within
      .flatMap(([from, to]) => boxes(at, from, to, name))
      .map(([from, to]) => [from + before, to] as const);
  }
  const found = within
    .flatMap(([from, to]) => boxes(at, from, to, "ispe"))
    .filter(([from, to]) => to - from >= 12)
    .map(([from]) => ({ width: at.readUInt32BE(from + 4), height: at.readUInt32BE(from + 8) }))
    .reduce<Edges | undefined>((most, one) => (most && area(most) >= area(one) ? most : one), undefined);
  const turned = within
    .flatMap(([from, to]) => boxes(at, from, to, "irot"))
    .some(([from]) => ((at[from] ?? 0) & 1) === 1);
  return found && turned ? { width: found.height, height: found.width } : found;
}

export const area = ({ width, height }: Edges): number => width * height;

/** Where the contents of the boxes of a name lie. */
function boxes(at: Buffer, from: number, to: number, name: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let place = from; place + 8 <= to; ) {
    const size = at.readUInt32BE(place);
    // 0: up to the end; those of 64 bits hold pixels, and stand behind what is looked for
    const end = size === 0 ? to : place + size;
    if (end < place + 8 || end > to) break;
    if (at.toString("latin1", place + 4, place + 8) === name) found.push([place + 8, end]);
    place = end;
  }
  return found;
}
