/** What can carry a link. */
export type Carrier = "websocket" | "sse" | "long-poll";

/**
 * One connection to one device, whatever carries it. Guarantees: frames arrive in the order they were written, or the
 * link closes; writing never waits; a peer that does not keep up is told of by `write` and `drained`.
 */
export interface Link {
  /** Where it comes from, for limits and the log. */
  readonly address: string;
  /** What carries it now. */
  readonly carrier: Carrier;
  /** Base URL under which a trusted proxy was asked for it. */
  readonly base?: string | undefined;
  /** Takes one or more frames joined by line feeds. False: the peer is behind; write again after `drained`. */
  write(text: string): boolean;
  /** Bytes taken from us that the peer has not taken from us. */
  waiting(): number;
  /** Closes with a code of the protocol's table. Later calls do nothing. */
  close(code: number, reason: string): void;
}

/** What hears a link. Calls come one at a time and never after `closed`. */
export interface LinkListener {
  text(message: string): void;
  binary(): void;
  /** The peer has shown by something else than a message that it lives. */
  alive(): void;
  drained(): void;
  closed(code: number): void;
}

/** Makes a listener for a link that has just opened. */
export type Accept = (link: Link) => LinkListener;
