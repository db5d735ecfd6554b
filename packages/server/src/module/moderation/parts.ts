import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import type { Commit } from "../../message/commit.ts";
import type { Reading } from "../../message/read.ts";
import type { Hub } from "../../session/hub.ts";
import type { Storage } from "../../storage/storage.ts";
import type { Account } from "../account/index.ts";
import type { Forget } from "../message/index.ts";
import type { ModerationState } from "./state.ts";

/** What the files of this room share. */
export interface ModerationParts {
  readonly storage: Pick<Storage, "query">;
  readonly commit: Pick<Commit, "submit">;
  readonly reading: Reading;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly account: Pick<Account, "ban" | "unban" | "ended">;
  readonly state: ModerationState;
  /** Deletes what other rooms keep of a message that is taken back. */
  readonly forgets: readonly Forget[];
}
