/**
 * Close codes by range: 4000–4499 come back (with backoff), 4500–4999 do not, and tell the person why.
 * Codes below 4000 are RFC 6455's own; a client comes back after them.
 */
export const CLOSE = {
  drain: { code: 4000 },
  slow: { code: 4001 },
  silent: { code: 4002 },
  flood: { code: 4003 },
  hello_timeout: { code: 4004 },
  overloaded: { code: 4005 },
  fault: { code: 4006 },
  protocol: { code: 4500 },
  unauthenticated: { code: 4501 },
  revoked: { code: 4502 },
} as const satisfies Record<string, { readonly code: number }>;

export type CloseName = keyof typeof CLOSE;

/** What each says, for documents: apart from the codes, so that no client carries words that nobody reads. */
export const CLOSE_SUMMARIES: Readonly<Record<CloseName, string>> = {
  drain: "The server is going away; come back after the time that `drain` told.",
  slow: "The reader fell too far behind; come back and resume.",
  silent: "Nothing was heard within the heartbeat's time-out.",
  flood: "Far more frames than the limit; come back slower.",
  hello_timeout: "No hello within the limit.",
  overloaded: "The server takes no more connections now.",
  fault: "A fault of the server.",
  protocol: "The protocol was not kept: the first frame was not hello, or a second hello came.",
  unauthenticated: "The token was refused, or its time is over.",
  revoked: "This device was signed out.",
};

/** Whether a client should dial again after this close code. */
export function mayComeBack(code: number): boolean {
  return code < 4500;
}
