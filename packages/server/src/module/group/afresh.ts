import type { CommandName } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { retried } from "../../kit/retried.ts";
import type { Conversations } from "../../message/conversations.ts";

/** How often a change of a group is tried again. */
const TRIES = 5;

type OfGroup = Exclude<Extract<CommandName, `group.${string}`>, "group.create" | "group.preview" | "group.join">;

/**
 * A row about one group. What is in memory may be a moment behind what another node wrote, so whoever is refused by it is looked at
 * once more, as the store has it.
 */
export function groupCommand<N extends OfGroup>(
  conversations: Conversations,
  name: N,
  run: Parameters<typeof command<N>>[1],
  cost?: number,
): Command {
  const row = command(name, run, cost);
  return {
    ...row,
    async run(asker, params) {
      try {
        return await row.run(asker, params);
      } catch (fault) {
        if (!(fault instanceof Refusal) || !conversations.shared) throw fault;
        await conversations.anew((params as { readonly conv: string }).conv);
        return row.run(asker, params);
      }
    },
  };
}

/** Tries again where somebody else changed the same meanwhile, with the group as the store has it. */
export function retriedAfresh<T>(conversations: Conversations, conv: string, run: () => Promise<T>): Promise<T> {
  return retried(TRIES, run, () => conversations.anew(conv));
}
