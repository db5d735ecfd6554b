/** RFC 6455 framing, as little of it as a load generator needs: whole text messages out; text, ping and close in. */

const LONGEST_HEADER = 14;

/** The most bytes that a text of `length` code units can take as a frame. */
export function roomFor(length: number): number {
  return length * 3 + LONGEST_HEADER;
}

/**
 * Writes one masked text frame and returns where it ends.
 * The mask is zero: legal on the wire, the server unmasks as ever, and the generator saves the work.
 */
export function writeText(into: Buffer, at: number, text: string): number {
  const bytes = Buffer.byteLength(text);
  let next = writeHeader(into, at, 0x81, bytes);
  next += into.write(text, next);
  return next;
}

/** Writes one masked pong frame that answers a ping, and returns where it ends. */
export function writePong(into: Buffer, at: number, payload: Buffer): number {
  const next = writeHeader(into, at, 0x8a, payload.length);
  return next + payload.copy(into, next);
}

function writeHeader(into: Buffer, at: number, first: number, bytes: number): number {
  into[at] = first;
  if (bytes < 126) {
    into[at + 1] = 0x80 | bytes;
    into.writeUInt32LE(0, at + 2);
    return at + 6;
  }
  if (bytes < 65_536) {
    into[at + 1] = 0x80 | 126;
    into.writeUInt16BE(bytes, at + 2);
    into.writeUInt32LE(0, at + 4);
    return at + 8;
  }
  into[at + 1] = 0x80 | 127;
  into.writeBigUInt64BE(BigInt(bytes), at + 2);
  into.writeUInt32LE(0, at + 10);
  return at + LONGEST_HEADER;
}

export interface FrameSink {
  onText(payload: string): void;
  onPing(payload: Buffer): void;
  onClose(code: number): void;
}

/**
 * Reads every whole frame of `bytes` into `sink` and returns how many bytes were used up.
 * Fragmented messages are an error: none of the peers sends them at these sizes.
 */
export function readFrames(bytes: Buffer, sink: FrameSink): number {
  let at = 0;
  while (bytes.length - at >= 2) {
    const first = bytes[at] ?? 0;
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    let body = at + 2;
    if (length === 126) {
      if (bytes.length - at < 4) break;
      length = bytes.readUInt16BE(body);
      body += 2;
    } else if (length === 127) {
      if (bytes.length - at < 10) break;
      length = Number(bytes.readBigUInt64BE(body));
      body += 8;
    }
    const end = body + length;
    if (bytes.length < end) break;
    if (first === 0x81) sink.onText(bytes.toString("utf8", body, end));
    else if (first === 0x89) sink.onPing(bytes.subarray(body, end));
    else if (first === 0x88) sink.onClose(length >= 2 ? bytes.readUInt16BE(body) : 1005);
    else if (first !== 0x8a)
      throw new Error(`A frame of a form that the generator does not read: ${first.toString(16)}`);
    at = end;
  }
  return at;
}
