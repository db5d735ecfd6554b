import type { Background } from "./background.ts";
import type { Own } from "./build-own.ts";
import type { Clock } from "./clock.ts";
import type { Random } from "./key.ts";
import type { Late } from "./late.ts";
import type { Caller } from "./link/requests.ts";
import type { Marks } from "./marks.ts";
import type { Outbox } from "./outbox.ts";
import type { DraftRecord } from "./store/store.ts";
import type { Talk } from "./talk.ts";

/** What a conversation uses of the client. */
export interface ConversationParts {
  readonly talk: Talk;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  readonly outbox: Outbox;
  readonly marks: Marks;
  readonly me: () => string;
  /** Makes a direct conversation show that nobody has written in. */
  readonly begin: () => void;
  /** What is kept of it has changed. */
  readonly saved: () => void;
  readonly keepDraft: (draft: DraftRecord | undefined) => void;
  readonly own: Late<Own>;
}
