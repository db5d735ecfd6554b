/** How frames go between the suite and the server; `http`: commands alone, each in a request of its own. */
export const WAYS = ["websocket", "sse", "long-poll", "http"] as const;
export type Way = (typeof WAYS)[number];

/** One link, whatever carries it: messages up and down, in order. */
export interface Carrier {
  send(message: string): void;
  /** Ends it from our side. */
  close(): void;
}

/** What comes of it. */
export interface Ears {
  message(message: string): void;
  /** Called once. @param code as a WebSocket is closed with; 1006: cut */
  closed(code: number, reason: string): void;
}

/** What a WebSocket tells when nothing was told. */
export const CUT = 1006;
