/**
 * Close codes by range: 4000–4499 come back (with backoff), 4500–4999 do not, and tell the person why.
 * Codes below 4000 are RFC 6455's own; a client comes back after them.
 */
export interface CloseRow {
  readonly code: number;
  readonly summary: string;
}

export const CLOSE = {
  drain: { code: 4000, summary: "The server is going away; come back after the time that `drain` told." },
  slow: { code: 4001, summary: "The reader fell too far behind; come back and resume." },
  silent: { code: 4002, summary: "Nothing was heard within the heartbeat's time-out." },
  flood: { code: 4003, summary: "Far more frames than the limit; come back slower." },
  hello_timeout: { code: 4004, summary: "No hello within the limit." },
  overloaded: { code: 4005, summary: "The server takes no more connections now." },
  fault: { code: 4006, summary: "A fault of the server." },
  protocol: {
    code: 4500,
    summary: "The protocol was not kept: the first frame was not hello, or a second hello came.",
  },
  unauthenticated: { code: 4501, summary: "The token was refused." },
  revoked: { code: 4502, summary: "This device was signed out." },
} as const satisfies Record<string, CloseRow>;

export type CloseName = keyof typeof CLOSE;

/** Whether a client should dial again after this close code. */
export function mayComeBack(code: number): boolean {
  return code < 4500;
}
