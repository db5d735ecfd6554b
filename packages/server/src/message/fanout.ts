import { conversationKind, directPeople, LIMITS } from "@skein/protocol";
import type { Log } from "../kit/log.ts";
import type { MarkState, StoredEntry } from "../storage/storage.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Cursors } from "./cursor.ts";
import { entryFrame } from "./encode.ts";

/** Who is here. Delivering to somebody who is not costs a look-up. */
export interface Audience {
  /** Puts the frame into the outbox of each of the person's links; never waits. */
  deliver(user: string, frame: string): void;
}

/** Sends what was committed to those who may hear it: encoded once, no wait between commit and outbox. */
export class Fanout {
  constructor(
    private readonly audience: Audience,
    private readonly conversations: Conversations,
    private readonly cursors: Cursors,
    private readonly log: Log,
  ) {}

  entry(entry: StoredEntry, conversation: Conversation | undefined): void {
    const frame = entryFrame(entry, this.cursors);
    this.#toMembers(entry.conv, conversation, (user) => {
      this.audience.deliver(user, frame);
    });
  }

  /** To all members where they are few, to the person's own devices always. [MARK-4] [MARK-5] */
  mark(mark: MarkState, conversation: Conversation | undefined): void {
    const { conv, user, read, delivered } = mark;
    const own = { conv, user, read, delivered, readCount: mark.readCount, cursor: this.cursors.at(mark.pos) };
    this.audience.deliver(user, eventFrame("mark", own));
    const small = conversationKind(conv) === "direct" || (conversation !== undefined && conversation.members.size <= LIMITS.marksPushed);
    if (!small) return;
    const frame = eventFrame("mark", { conv, user, read, delivered, cursor: own.cursor });
    this.#toMembers(conv, conversation, (member) => {
      if (member !== user) this.audience.deliver(member, frame);
    });
  }

  /** An event to the members that are here; to all but one when `except` is given. */
  event(conversation: Conversation, frame: string, except?: string): void {
    for (const user of conversation.members.keys()) if (user !== except) this.audience.deliver(user, frame);
  }

  #toMembers(conv: string, conversation: Conversation | undefined, deliver: (user: string) => void): void {
    if (conversation) {
      for (const user of conversation.members.keys()) deliver(user);
      return;
    }
    const kind = conversationKind(conv);
    if (kind === "self") {
      deliver(conv.slice(2));
    } else if (kind === "direct") {
      for (const user of new Set(directPeople(conv))) deliver(user);
    } else {
      // not in memory: its members must be read; loads of one conversation answer in the order they were asked
      this.conversations.get(conv).then(
        (loaded) => {
          for (const user of loaded?.members.keys() ?? []) deliver(user);
        },
        (fault: unknown) => {
          this.log.error({ err: fault, conv }, "members could not be read; their clients find the entry by its seq");
        },
      );
    }
  }
}

/** An event as it goes over the wire. */
export function eventFrame(name: string, data: object): string {
  return `{"type":"event","name":"${name}","data":${JSON.stringify(data)}}`;
}
