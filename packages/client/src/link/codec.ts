import type { ClientFrame, ServerFrame } from "@skein/protocol";

/** One frame as it goes into a message. */
export function encode(frame: ClientFrame): string {
  return JSON.stringify(frame);
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
