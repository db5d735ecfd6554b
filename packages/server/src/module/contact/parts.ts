import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Commit } from "../../message/commit.ts";
import type { People } from "../../message/people.ts";
import type { Standings } from "./standings.ts";
import type { Store } from "./store.ts";

/** What the files of this room share. */
export interface Parts {
  readonly store: Store;
  readonly standings: Standings;
  readonly people: People;
  readonly commit: Pick<Commit, "submit">;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** How a name that has Chinese characters is said. */
  readonly pinyinOf: (name: string) => string;
}
