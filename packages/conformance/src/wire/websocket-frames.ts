import { bytes } from "../random.ts";

/** Kinds of WebSocket frames, as RFC 6455 numbers them. */
export const OPCODE = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** The bits before the opcode: the last frame of a message, and the three that extensions may use. */
export const BIT = { last: 0x80, packed: 0x40, second: 0x20, third: 0x10 } as const;

export interface RawFrame {
  /** The first byte: bits and opcode. */
  readonly head: number;
  readonly payload: Buffer;
  readonly masked: boolean;
}

/** One frame as a client sends it, masked; `head` is its whole first byte. */
export function maskedFrame(head: number, payload: Uint8Array): Buffer {
  const mask = bytes(4);
  const masked = payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0));
  return Buffer.concat([Buffer.from([head]), lengthOf(payload.length), mask, masked]);
}

/** The bytes that tell a length, with the bit that says that a mask follows. */
function lengthOf(length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | length]);
  if (length < 65_536) return Buffer.concat([Buffer.from([0xfe]), number(length, 2)]);
  return Buffer.concat([Buffer.from([0xff]), number(0, 4), number(length, 4)]);
}

/** The first frame of what came, and how many bytes it took; undefined while it is not whole. */
export function firstFrame(came: Buffer): { readonly frame: RawFrame; readonly size: number } | undefined {
  const second = came[1] ?? 0;
  const short = second & 0x7f;
  const masked = (second & 0x80) > 0;
  const lengthEnd = short === 127 ? 10 : short === 126 ? 4 : 2;
  const start = lengthEnd + (masked ? 4 : 0);
  if (came.length < start) return undefined;
  const length = short === 127 ? Number(came.readBigUInt64BE(2)) : short === 126 ? came.readUInt16BE(2) : short;
  if (came.length < start + length) return undefined;
  const payload = came.subarray(start, start + length);
  return { frame: { head: came[0] ?? 0, payload, masked }, size: start + length };
}

function number(value: number, size: number): Buffer {
  const written = Buffer.alloc(size);
  written.writeUIntBE(value, 0, size);
  return written;
}
