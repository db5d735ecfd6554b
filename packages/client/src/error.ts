import type { Ended, ErrorName, Retry, WireError } from "@skein/protocol";

/** What goes wrong on this side of the wire, told in the form of the wire's own errors. Codes 9xxx are never sent. */
const LOCAL_ERRORS = {
  offline: { code: 9000, retry: "later", message: "There is no link to the server now." },
  timeout: { code: 9001, retry: "later", message: "The server did not answer in time." },
  closed: { code: 9002, retry: "never", message: "The client was closed." },
  other_user: { code: 9003, retry: "never", message: "The token is another person's than this client was made for." },
  store: { code: 9004, retry: "never", message: "The local store does not work; nothing is kept on this device." },
  outbox_full: { code: 9006, retry: "later", message: "Too many messages wait on this device." },
  fault: { code: 9005, retry: "never", message: "A fault of the client." },
} as const satisfies Record<string, { code: number; retry: Retry; message: string }>;

export type LocalErrorName = keyof typeof LOCAL_ERRORS;
export type SkeinErrorName = ErrorName | LocalErrorName;

/**
 * Every failure that the SDK tells. Act on `retry`: `never` — show it; `later` — the same again after `after` ms;
 * `after-login` — get a new token first.
 *
 * @example
 * try { await client.call("group.add", { conv, users }) }
 * catch (error) { if (error instanceof SkeinError && error.name === "group_full") … }
 */
export class SkeinError extends Error {
  override readonly name: SkeinErrorName;
  /** A row of the protocol's error table, or 9xxx for what happened on this side. */
  readonly code: number;
  readonly retry: Retry;
  /** Wait so many ms before the same again. */
  readonly after?: number;
  /** JSON pointer to the field at fault. */
  readonly path?: string;
  /** With `token_revoked` and `banned`: what signed the device out. */
  readonly ended?: Ended;
  /**
   * With `banned` and `muted`: until when, ms; absent: for ever. With `rate_limited`: it is slow mode, until then and there alone. With
   * `ended` of a link to a group: since when, where it ended by time.
   */
  readonly until?: number;

  constructor(wire: Omit<WireError, "name"> & { name: SkeinErrorName }, options?: ErrorOptions) {
    super(wire.message, options);
    this.name = wire.name;
    this.code = wire.code;
    this.retry = wire.retry;
    if (wire.after !== undefined) this.after = wire.after;
    if (wire.path !== undefined) this.path = wire.path;
    if (wire.ended !== undefined) this.ended = wire.ended;
    if (wire.until !== undefined) this.until = wire.until;
  }

  static local(name: LocalErrorName, cause?: unknown): SkeinError {
    return new SkeinError({ name, ...LOCAL_ERRORS[name] }, cause === undefined ? undefined : { cause });
  }

  /** What the server answers by HTTP, and by closing the link otherwise. */
  static tooLarge(): SkeinError {
    return new SkeinError({
      name: "too_large",
      code: 1003,
      retry: "never",
      message: "The frame is larger than the limit.",
    });
  }

  /** A client that stopped by itself, as an error. */
  static stopped(reason: { readonly code: number; readonly name: string } | undefined): SkeinError {
    const message = `The client stopped: ${reason?.name ?? "closed"}.`;
    return new SkeinError({ name: "closed", code: reason?.code ?? LOCAL_ERRORS.closed.code, retry: "never", message });
  }

  /** Any thrown value as a SkeinError. */
  static from(error: unknown): SkeinError {
    return error instanceof SkeinError ? error : SkeinError.local("fault", error);
  }
}
