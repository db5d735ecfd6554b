import { overRequests } from "./over-requests.ts";
import type { Transport } from "./transport.ts";

/**
 * Down by one long answer (SSE), up by requests: where something in between refuses WebSockets. Needs a `fetch` whose answer can be read
 * while it comes: browsers, Node ≥ 20, Bun.
 */
export const sseTransport: Transport = overRequests("stream");

/** By ordinary requests alone, each answered when there is something: where something in between holds answers back until they end. */
export const longPollTransport: Transport = overRequests("answers");

export { type Ask, overRequests, type Reading } from "./over-requests.ts";
