/*
 * What goes down over requests is a `text/event-stream`, also where a single answer holds a few events and ends. The data of an event is
 * one message as it would go over a WebSocket: frames with line feeds between, which is how the format joins lines of data.
 */

export const EVENT_STREAM = "text/event-stream";

/** A comment: bytes that say nothing, so that nobody in between takes a quiet stream for a dead one. */
export const KEEP_ALIVE = ":\n\n";

/** A message with its number. JSON holds no bare carriage return, so no line of it is broken elsewhere. */
export function messageEvent(n: number, message: string): string {
  return `id: ${n}\ndata: ${message.replaceAll("\n", "\ndata: ")}\n\n`;
}

/** The first of all: how the link is called. */
export function openEvent(link: string): string {
  return `event: open\ndata: ${JSON.stringify({ link })}\n\n`;
}

/** The last of all. */
export function closeEvent(code: number, reason: string): string {
  return `event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`;
}
