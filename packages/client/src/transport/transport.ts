/** One connection to the server. */
export interface Link {
  /** Sends one message: frames as JSON, separated by line feeds. Never blocks; what cannot be sent any more is dropped. */
  send(message: string): void;
  /** Ends the link. No event is told afterwards. */
  close(code: number, reason: string): void;
}

/** What a link tells. After `closed` it tells nothing more. */
export interface LinkEvents {
  opened(): void;
  message(message: string): void;
  closed(code: number, reason: string): void;
}

/**
 * The seam between the client and the network. It guarantees: messages in order, each once or not at all, and `closed` at most
 * once, also when it never opened (then with 1006). `url` is the server's base URL.
 */
export type Transport = (url: string, events: LinkEvents) => Link;

/** A server that has no room says when to come back, and nothing else: such a link has not carried anything. */
export function isTurnedAway(message: string): boolean {
  return message.startsWith('{"type":"drain"');
}

/** Told in the place of a message where something came that says nothing to whoever holds the link, but that it lives. */
export const ALIVE = '{"type":"alive"}';
