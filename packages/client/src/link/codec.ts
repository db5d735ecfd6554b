import { type ClientFrame, CLIENT_LIMITS, type ServerFrame } from "@skein/protocol";
import { SkeinError } from "../error.ts";

/** How `JSON.stringify` writes what no frame may hold: U+0000 and lone surrogates. [FRAME-6] */
const SUSPECT = /\\u(?:0000|d[89a-f])/;

/**
 * One frame as it goes into a message. What cannot be sent in any string becomes U+FFFD: the server could not even say which request
 * it was refusing.
 *
 * @throws SkeinError `too_large`: the server would close the link, and again on each try
 */
export function encode(frame: ClientFrame): string {
  const text = JSON.stringify(frame);
  const sendable = SUSPECT.test(text) ? JSON.stringify(frame, cleaned) : text;
  if (sendable.length > CLIENT_LIMITS.frame / 3 && new TextEncoder().encode(sendable).length > CLIENT_LIMITS.frame) {
    throw SkeinError.tooLarge();
  }
  return sendable;
}

function cleaned(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\uFFFD") : value;
}

/**
 * The frames of a message. A line that is no JSON object is a fault of the server or of something between:
 * the caller drops the link, and resuming repairs what was lost.
 */
export function decode(message: string): ServerFrame[] {
  const frames: ServerFrame[] = [];
  for (const line of message.split("\n")) {
    if (line === "") continue;
    const frame: unknown = JSON.parse(line);
    if (typeof frame !== "object" || frame === null) throw new SyntaxError("A frame is not an object.");
    frames.push(frame as ServerFrame);
  }
  return frames;
}
