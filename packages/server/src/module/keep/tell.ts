import type { KeepChange } from "@skein/protocol/schema";
import type { Conversations } from "../../message/conversations.ts";
import type { Hear } from "../../message/apply.ts";

type SinceTell = readonly ["since", user: string, cleared: readonly (readonly [conv: string, since: number])[]];

/** For the `tell` of a write that clears history for a member. */
export function tellSince(user: string, cleared: readonly KeepChange[]): string {
  const tell: SinceTell = ["since", user, cleared.map(({ conv, since = 0 }) => [conv, since] as const)];
  return JSON.stringify(tell);
}

/** On every node: from where on members may read, as the store has it. */
export function hearSince(conversations: Conversations): Hear {
  return (told) => {
    if (told[0] !== "since") return;
    const [, user, cleared] = told as SinceTell;
    for (const [conv, since] of cleared) conversations.clearedFor(conv, user, since);
  };
}
