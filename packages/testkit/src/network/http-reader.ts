/** What is found in the bytes of an HTTP/1 connection; all bytes put together are what came. */
export interface HttpPart {
  readonly bytes: Buffer;
  /** The whole head, where this part is one. */
  readonly head?: string;
  /** A message ends with this part. */
  readonly last: boolean;
}

/** How far a body goes: bytes that are left, chunks, until the connection ends, or there is none. */
export type Body = number | "chunked" | "endless";

type Place = "head" | "length" | "size" | "chunk" | "trailer" | "raw";

const LINE = Buffer.from("\r\n");
const BLANK = Buffer.from("\r\n\r\n");

/** Finds where the messages of one direction begin and end, however their bytes come. */
export class HttpReader {
  #place: Place = "head";
  #left = 0;
  #kept: Buffer = Buffer.alloc(0);

  /** @param bodyOf what follows a head */
  constructor(private readonly bodyOf: (head: string) => Body) {}

  /** The rest is no HTTP any more. */
  raw(): void {
    this.#place = "raw";
  }

  /** What of a head or a chunk's size has come and is not whole yet. */
  get unread(): Buffer {
    return this.#kept;
  }

  read(bytes: Buffer): HttpPart[] {
    let rest = this.#kept.length > 0 ? Buffer.concat([this.#kept, bytes]) : bytes;
    this.#kept = Buffer.alloc(0);
    const parts: HttpPart[] = [];
    while (rest.length > 0) {
      const part = this.#next(rest);
      if (!part) {
        this.#kept = rest;
        break;
      }
      parts.push(part);
      rest = rest.subarray(part.bytes.length);
    }
    return parts;
  }

  #next(bytes: Buffer): HttpPart | undefined {
    switch (this.#place) {
      case "raw":
        return { bytes, last: false };
      case "head":
        return this.#head(bytes);
      case "size":
        return this.#size(bytes);
      case "trailer":
        return this.#trailer(bytes);
      case "length":
      case "chunk":
        return this.#body(bytes);
    }
  }

  #head(bytes: Buffer): HttpPart | undefined {
    const end = bytes.indexOf(BLANK);
    if (end < 0) return undefined;
    const head = bytes.toString("latin1", 0, end);
    const body = this.bodyOf(head);
    // whoever asked may have called it raw meanwhile
    if (this.#place === "head") this.#enter(body);
    return { bytes: bytes.subarray(0, end + BLANK.length), head, last: body === 0 };
  }

  #enter(body: Body): void {
    if (body === "chunked") this.#place = "size";
    else if (body === "endless") this.raw();
    else if (body > 0) {
      this.#place = "length";
      this.#left = body;
    }
  }

  #size(bytes: Buffer): HttpPart | undefined {
    const end = bytes.indexOf(LINE);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", 0, end), 16);
    this.#place = size === 0 ? "trailer" : "chunk";
    // its line feed belongs to it
    this.#left = size + LINE.length;
    return { bytes: bytes.subarray(0, end + LINE.length), last: false };
  }

  #body(bytes: Buffer): HttpPart {
    const part = bytes.subarray(0, this.#left);
    this.#left -= part.length;
    const over = this.#left === 0;
    const last = over && this.#place === "length";
    if (over) this.#place = last ? "head" : "size";
    return { bytes: part, last };
  }

  #trailer(bytes: Buffer): HttpPart | undefined {
    const end = bytes.indexOf(LINE);
    if (end < 0) return undefined;
    if (end === 0) this.#place = "head";
    return { bytes: bytes.subarray(0, end + LINE.length), last: end === 0 };
  }
}

/** How far the body goes by its headers; none of them: `otherwise`. */
export function bodyByHeaders(head: string, otherwise: Body): Body {
  if (/^transfer-encoding:.*chunked/im.test(head)) return "chunked";
  const length = /^content-length:\s*(\d+)/im.exec(head)?.[1];
  return length === undefined ? otherwise : Number(length);
}
