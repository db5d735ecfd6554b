/** What one frame is, as far as counting needs it. */
export interface FrameHead {
  readonly type: string;
  /** Of a request, or of what answers one. */
  readonly id?: number;
}

const HEAD = /^\{"type":"([\w.]+)"(?:,"id":(\d+))?/;
/** A request that went through the hub of the tabs bears its id last. */
const LAST_ID = /,"id":(\d+)\}$/;

/** Reads type and id off a frame without reading the frame: a page of history is not parsed twice. */
export function headOf(frame: string): FrameHead {
  const [, type = "", first] = HEAD.exec(frame) ?? [];
  const id = first ?? LAST_ID.exec(frame.slice(-24))?.[1];
  return id === undefined ? { type } : { type, id: Number(id) };
}

const encoder = new TextEncoder();

/** Bytes of a text as UTF-8. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
