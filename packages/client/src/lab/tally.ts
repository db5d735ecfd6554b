import type { Ask } from "../transport/over-requests.ts";
import type { Transport } from "../transport/transport.ts";
import { bytesOf } from "./carried-frames.ts";

/** What one way has cost so far. */
export interface Cost {
  /** Requests begun; an upgrade to a WebSocket is one. */
  readonly requests: number;
  /** Bytes inside TLS: bodies and frames as they are, heads of answers as far as the page may see them, heads of requests estimated. */
  readonly up: number;
  readonly down: number;
}

/** What a browser sends with each request beside its own name and what we set: method and path, Accept, Sec-Fetch and the like. An estimate. */
const HEAD = 420;
/** Of an upgrade and its answer, beside that. */
const UPGRADE = { up: 130, down: 190 };
const STATUS_LINE = 17;

/** Counts what a way costs. */
export class Tally {
  requests = 0;
  up = 0;
  down = 0;

  read(): Cost {
    const { requests, up, down } = this;
    return { requests, up, down };
  }

  /** Requests that are counted. */
  readonly ask: Ask = async (url, init) => {
    this.requests += 1;
    this.up += headBytes(init.headers) + (typeof init.body === "string" ? bytesOf(init.body) : 0);
    const response = await fetch(url, init);
    this.down += STATUS_LINE + headersBytes(response.headers);
    // some browsers give an answer without a body an empty one, which no new answer may have
    if (!response.body || response.status === 204) return response;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (piece, next) => {
          this.down += piece.byteLength;
          next.enqueue(piece);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };

  /** Frames of a WebSocket that are counted. */
  socket(inner: Transport): Transport {
    return (url, events) => {
      this.requests += 1;
      this.up += headBytes(undefined) + UPGRADE.up;
      this.down += UPGRADE.down;
      const link = inner(url, {
        ...events,
        message: (message) => {
          const size = bytesOf(message);
          this.down += size + frameHead(size);
          events.message(message);
        },
      });
      return {
        send: (message) => {
          const size = bytesOf(message);
          // what a client says is masked by four bytes
          this.up += size + frameHead(size) + 4;
          link.send(message);
        },
        close: (code, reason) => link.close(code, reason),
      };
    };
  }
}

function headBytes(headers: HeadersInit | undefined): number {
  const { userAgent = "" } = (globalThis.navigator ?? {}) as { readonly userAgent?: string };
  return HEAD + userAgent.length + headersBytes(new Headers(headers));
}

function headersBytes(headers: Headers): number {
  let size = 0;
  for (const [name, value] of headers) size += name.length + value.length + 4;
  return size;
}

/** RFC 6455: two bytes, and two or eight for a longer length. */
function frameHead(size: number): number {
  return size < 126 ? 2 : size < 65_536 ? 4 : 10;
}
