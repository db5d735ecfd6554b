import type { Entry, Params, Result } from "@skein/protocol";
import type { Background } from "./background.ts";
import type { Clock } from "./clock.ts";
import type { SkeinError } from "./error.ts";
import type { Item } from "./item.ts";
import type { LinesOf } from "./lines.ts";

export interface TimelineState {
  /** Ascending; one's own messages that are not in the log yet come last. */
  readonly items: readonly Item[];
  /** Whether there is more before the first item. */
  readonly hasOlder: boolean;
  /** Whether there is more after the last item: somebody has jumped far back. */
  readonly hasNewer: boolean;
  /** A page is on its way. */
  readonly loading: boolean;
  /** Why a page could not be read; gone with the next try. */
  readonly error?: SkeinError;
  /** The own read mark when somebody began to look: the unread line goes after it. */
  readonly readMark: number;
}

/** What a timeline needs of the conversation it belongs to. */
export interface TimelineSource extends LinesOf {
  readonly clock: Clock;
  readonly background: Background;
  /** Highest seq that the conversation is known to have; undefined while the conversation is not known. */
  head(): number | undefined;
  readMark(): number;
  page(params: Omit<Params<"message.list">, "conv">): Promise<Result<"message.list">>;
  get(seqs: number[]): Promise<Result<"message.get">>;
  cached(from: number, to: number): Promise<Entry[]>;
  keep(entries: readonly Entry[]): void;
  /** Somebody looks, or nobody does any more. */
  watched(looking: boolean): void;
}
