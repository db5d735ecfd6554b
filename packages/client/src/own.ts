import type { Params } from "@skein/protocol";

/** What is done about people and groups, also without a link, by the commands of the same names. */
const ACTS = {
  "contact.request": "contact.request",
  "contact.answer": "contact.answer",
  "contact.withdraw": "contact.withdraw",
  "contact.remove": "contact.remove",
  "contact.block": "contact.block",
  "contact.unblock": "contact.unblock",
  "contact.remark": "contact.remark",
  "group.update": "group.update",
  "group.nick": "group.nick",
  "group.leave": "group.leave",
} as const;

export type ActName = keyof typeof ACTS;
export type Act = { readonly [N in ActName]: { readonly name: N } & Params<N> }[ActName];

/** What a person keeps for themselves, as it is asked for; in the outbox it waits under their self log. */
export const OWN = {
  "self.kept": "conversation.keep",
  "self.draft": "conversation.draft",
  "self.starred": "message.star",
  "self.removed": "message.remove",
  "self.settings": "account.settings",
  "self.thread": "thread.mark",
  "self.followed": "thread.follow",
  ...ACTS,
} as const;

export type OwnKind = keyof typeof OWN;
export type OwnBodies = { readonly [K in OwnKind]: Params<(typeof OWN)[K]> };
