/** A file in a tar archive: its head takes one block, what is in it as many whole blocks as it needs. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
}

export const BLOCK = 512;
/** Two blocks of nothing end an archive. */
export const END = Buffer.alloc(2 * BLOCK);

/** Where the parts of a head stand, of those that we use: offset and length. */
const NAME = [0, 100] as const;
const MODE = [100, 8] as const;
const SIZE = [124, 12] as const;
const TIME = [136, 12] as const;
const CHECKSUM = [148, 8] as const;
const TYPE = 156;
const MAGIC = 257;
const PREFIX = [345, 155] as const;
/** The largest size that eleven octal digits can say; beyond it the number stands in binary, as GNU and BSD tar read it. */
const OCTAL = 8 ** 11;

/** The head of a file that its owner alone may read, in POSIX' ustar format. */
export function tarHead({ name, size }: TarEntry, seconds: number): Buffer {
  const head = Buffer.alloc(BLOCK);
  const [prefix, rest] = split(name);
  head.write(rest, ...NAME);
  head.write(prefix, ...PREFIX);
  head.write("0000600\0", ...MODE);
  // who owns it is for whoever unpacks it to say
  head.write("0000000\0", 108, 8);
  head.write("0000000\0", 116, 8);
  if (size < OCTAL) head.write(octal(size, 11), ...SIZE);
  else {
    head[SIZE[0]] = 0x80;
    head.writeBigUInt64BE(BigInt(size), SIZE[0] + 4);
  }
  head.write(octal(seconds, 11), ...TIME);
  head.write("0", TYPE);
  head.write("ustar\x0000", MAGIC);
  head.write(`${octal(checksum(head), 6)}\0 `, ...CHECKSUM);
  return head;
}

/** What a block says of the file behind it; "end" for the end of the archive, undefined when it is no head that we wrote. */
export function readTarHead(block: Buffer): TarEntry | "end" | undefined {
  if (block.length < BLOCK) return undefined;
  if (block.every((byte) => byte === 0)) return "end";
  const said = Number.parseInt(text(block, CHECKSUM), 8);
  const plain = block[TYPE] === 0x30;
  if (said !== checksum(block) || !plain || block.toString("latin1", MAGIC, MAGIC + 5) !== "ustar") return undefined;
  const prefix = text(block, PREFIX);
  const size =
    block[SIZE[0]] === 0x80 ? Number(block.readBigUInt64BE(SIZE[0] + 4)) : Number.parseInt(text(block, SIZE), 8);
  if (!Number.isSafeInteger(size) || size < 0) return undefined;
  return { name: `${prefix === "" ? "" : `${prefix}/`}${text(block, NAME)}`, size };
}

/** How many bytes of nothing follow so many bytes of a file. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** A long name is cut at one of its slashes. */
function split(name: string): readonly [prefix: string, rest: string] {
  if (Buffer.byteLength(name) <= NAME[1]) return ["", name];
  for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= PREFIX[1] && Buffer.byteLength(rest) <= NAME[1]) return [prefix, rest];
  }
  throw new Error(`the name of a file is too long for an archive: ${name}`);
}

function octal(value: number, digits: number): string {
  return Math.floor(value).toString(8).padStart(digits, "0");
}

function text(block: Buffer, [offset, length]: readonly [number, number]): string {
  return block.toString("utf8", offset, offset + length).replace(/[\0 ].*$/s, "");
}

/** The sum of all bytes, those of the sum itself taken for spaces. */
function checksum(head: Buffer): number {
  let sum = 0;
  head.forEach((byte, i) => {
    sum += i >= CHECKSUM[0] && i < CHECKSUM[0] + CHECKSUM[1] ? 0x20 : byte;
  });
  return sum;
}
