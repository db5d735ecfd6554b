import { directId } from "@skein/protocol";
import type { Arrivals } from "./arrivals.ts";
import type { Conversations } from "./conversations.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";

interface Setup {
  readonly caller: Caller;
  readonly conversations: Conversations;
  readonly arrivals: Arrivals;
  /** The signed-in person; empty until known. */
  readonly me: () => string;
}

/** The id of the direct conversation with a person, made if there is none; without a link it is made with its first message. */
export async function openDirect({ caller, conversations, arrivals, me }: Setup, user: string): Promise<string> {
  try {
    const { conversation } = await caller.call("conversation.open", { user });
    arrivals.told(conversation);
    return conversation.id;
  } catch (error) {
    if (SkeinError.from(error).name !== "offline" || me() === "") throw error;
    conversations.begin(directId(me(), user));
    return directId(me(), user);
  }
}
