import type { Params } from "@skein/protocol";

/** What a person keeps for themselves, as it is asked for; in the outbox it waits under their self log. */
export const OWN = {
  "self.kept": "conversation.keep",
  "self.draft": "conversation.draft",
  "self.starred": "message.star",
  "self.removed": "message.remove",
  "self.settings": "account.settings",
  "self.thread": "thread.mark",
  "self.followed": "thread.follow",
} as const;

export type OwnKind = keyof typeof OWN;
export type OwnBodies = { readonly [K in OwnKind]: Params<(typeof OWN)[K]> };
