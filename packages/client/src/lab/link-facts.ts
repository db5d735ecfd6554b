/** A way that a link can be carried. `own`: the transport that the app has chosen. */
export type CarriedWay = "websocket" | "sse" | "long-poll" | "own";

/** Frames and their bytes as UTF-8; heads of requests and what compression saves are not in it. */
export interface Amount {
  readonly frames: number;
  readonly bytes: number;
}

/** One measured round trip: of a beat, or of a command and what the server did for it. */
export interface Trip {
  readonly at: number;
  readonly ms: number;
  readonly of: "beat" | "command";
}

/** A link that had carried something and has ended. */
export interface LinkEnd {
  readonly at: number;
  readonly way: CarriedWay;
  /** Close code; 1006: nobody said why. */
  readonly code: number;
  readonly reason: string;
  /** How long it had lasted, ms. */
  readonly lasted: number;
  /** Who ended it: this page, or the server or something in between. */
  readonly by: "here" | "there";
}

/**
 * How the last try of a way went. `carried`: something came; `refused`: it ended by itself before anything came; `silent`: nothing came,
 * and it was given up.
 */
export interface WayTry {
  readonly at: number;
  readonly result: "carried" | "refused" | "silent";
  /** Until it was known, ms. */
  readonly ms: number;
  readonly code?: number;
}

/** What is known of the link of this client. All times are ms since 1970, by this device's clock. */
export interface LinkFacts {
  /** `leads`: other tabs use the link of this one; `follows`: this one uses another tab's; undefined while neither is known. */
  readonly seat: "alone" | "leads" | "follows" | undefined;
  /** Since when all of this is counted. */
  readonly since: number;
  /** Absent while nothing has come over a link. */
  readonly link?: {
    readonly way: CarriedWay;
    readonly url: string;
    readonly at: number;
    /** From the dial until the first frame came, ms. */
    readonly tookMs: number;
  };
  readonly up: Amount;
  readonly down: Amount;
  /** The latest, oldest first. */
  readonly trips: readonly Trip[];
  readonly beats: {
    /** Times that the server asked for life, and when it did so last. */
    readonly asked: number;
    readonly askedAt?: number;
    /** Times that this side asked, and was answered. */
    readonly sent: number;
    readonly answered: number;
    /** Ms of silence after which somebody asks; absent before the first welcome. */
    readonly interval?: number;
    /** Who asks as a rule. */
    readonly by: "server" | "client";
  };
  /** The latest, oldest first. */
  readonly ends: readonly LinkEnd[];
  readonly tries: { readonly [W in CarriedWay]?: WayTry };
  /** The way that the next dial begins with, where that is not the best one, since what is above did not work on this network. */
  readonly beginsWith?: CarriedWay;
}
