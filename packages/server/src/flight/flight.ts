import type { Fate } from "../message/audience.ts";

/** What can happen to a message. */
export type HopName =
  | "accepted"
  | "refused"
  | "committed"
  /** Sent again with its key: the first answer was given, and nothing written. */
  | "repeated"
  | "published"
  /** The bus was away: the others read it from the store. */
  | "unpublished"
  | "heard"
  | "fetched"
  /** In an outbox, not written yet. */
  | "waiting"
  | Fate
  | "away"
  | "resumed"
  | "delivered"
  | "read";

/** One thing that happened to a message on one node. Ids, times and names of errors; never what was said. */
export interface Hop {
  readonly name: HopName;
  /** ms since 1970, by that node's clock. */
  readonly at: number;
  readonly user?: string;
  /** The signed-in device. */
  readonly device?: string;
  /** `http` for a request of its own, else what carried the link: `websocket`, `sse`, `long-poll`. */
  readonly transport?: string;
  readonly error?: string;
  /** Writes in one transaction. */
  readonly batch?: number;
  /** ms it took, or waited. */
  readonly took?: number;
  /** Those who have no connection to that node; `more` beside them are not named. */
  readonly users?: readonly string[];
  readonly more?: number;
}

/** How a message is known before it has its place, and after. */
export interface Named {
  readonly conv: string;
  readonly from: string;
  /** Entries of the server have none. */
  readonly key?: string | null;
  readonly seq?: number;
}

/** Hops kept of one message; half of them may be connections that it went to: in a large group the first tell what is to be told. */
const HOPS = 200;
/** People named who are not here. */
const AWAY = 20;
/** Bytes of memory, measured: of a message with its places in the ring, and of one hop. */
const WEIGHT = 800;
const HOP_WEIGHT = 200;

/** What one node saw of one message. */
export class Flight {
  readonly conv: string;
  readonly from: string;
  readonly key: string | null;
  seq: number | undefined;
  readonly hops: Hop[] = [];
  /** Hops that were not kept. */
  more = 0;
  /** False once the ring has forgotten it. */
  kept = true;
  #away: number | undefined;

  constructor({ conv, from, key, seq }: Named) {
    this.conv = conv;
    this.from = from;
    this.key = key ?? null;
    this.seq = seq;
  }

  get weight(): number {
    return WEIGHT + this.hops.length * HOP_WEIGHT;
  }

  /** Its place among the hops, by which it can be replaced; -1 when there is no more room. */
  note(hop: Hop): number {
    if (this.hops.length >= (hop.name === "waiting" ? HOPS / 2 : HOPS)) {
      this.more += 1;
      return -1;
    }
    return this.hops.push(hop) - 1;
  }

  /** What was waiting has come to its end. */
  replace(place: number, hop: Hop): void {
    if (place >= 0) this.hops[place] = hop;
  }

  /** Somebody has no connection here. One hop for all of them: in a large group it is nearly everybody. */
  away(user: string, at: number): void {
    const { users = [], more = 0 } = this.hops[this.#away ?? -1] ?? {};
    const hop: Hop = {
      ...{ name: "away", at },
      users: users.length < AWAY ? [...users, user] : users,
      more: users.length < AWAY ? more : more + 1,
    };
    if (this.#away === undefined) this.#away = this.note(hop);
    else this.replace(this.#away, hop);
  }

  /** Whether one of these happened with this person, or would not be kept if it did. */
  knows(user: string, names: readonly HopName[]): boolean {
    if (this.hops.length >= HOPS) return true;
    // from the latest: for each mark that moves somebody asks, and usually about what came last
    for (let at = this.hops.length - 1; at >= 0; at--) {
      const { name, user: whose } = this.hops[at] as Hop;
      if (whose === user && names.includes(name)) return true;
    }
    return false;
  }
}

/** What a message is found by: its sender's key as long as it has no place, and afterwards too. */
export function idOf({ conv, from, key, seq }: Named): string {
  return key === null || key === undefined ? `${conv} ${seq ?? ""}` : `${conv} ${from} ${key}`;
}
