import { conversationKind, directPeople, LIMITS } from "@skein/protocol";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { MarkState, StoredEntry } from "../storage/storage.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Cursors } from "./cursor.ts";
import { entryFrame } from "./encode.ts";
import { Pace } from "./pace.ts";

/** Who is here. Delivering to somebody who is not costs a look-up. */
export interface Audience {
  /** Puts the frame into the outbox of each of the person's links, and tells how many there are; never waits. */
  deliver(user: string, frame: string): number;
}

/** Sends what was committed to those who may hear it: encoded once, no wait between commit and outbox. */
export class Fanout {
  readonly #pace: Pace;

  constructor(
    private readonly audience: Audience,
    private readonly conversations: Conversations,
    private readonly cursors: Cursors,
    clock: Clock,
    private readonly log: Log,
  ) {
    this.#pace = new Pace(clock, (conv, frames) => this.#toMembers(conv, frames));
  }

  entry(entry: StoredEntry): void {
    // a frame's cursor must not run ahead of what a large conversation still holds back
    const frame = entryFrame(entry, this.cursors.at(this.#pace.sentUpTo(entry.pos)));
    if (conversationKind(entry.conv) === "group") this.#pace.send(entry.conv, frame, entry.pos);
    else this.#toMembers(entry.conv, frame);
  }

  /** To all members where they are few, to the person's own devices always. [MARK-4] [MARK-5] */
  mark(mark: MarkState, conversation: Conversation | undefined): void {
    const { conv, user, read, delivered, readCount } = mark;
    const told = { conv, user, read, delivered, cursor: this.cursors.at(this.#pace.sentUpTo(mark.pos)) };
    this.audience.deliver(user, eventFrame("mark", { ...told, readCount }));
    const small = conversationKind(conv) === "direct" || (conversation !== undefined && conversation.members.size <= LIMITS.marksPushed);
    if (small) this.#toMembers(conv, eventFrame("mark", told), user);
  }

  /** An event to the members that are here, but for one. */
  event(conv: string, frame: string, except: string): void {
    this.#toMembers(conv, frame, except);
  }

  /** What is held back goes out now. */
  flush(): void {
    this.#pace.flush();
  }

  /** How many links heard it. */
  #toMembers(conv: string, frame: string, except?: string): number {
    const people = this.conversations.peek(conv)?.members.keys() ?? namedBy(conv);
    if (people) {
      let heard = 0;
      for (const user of people) if (user !== except) heard += this.audience.deliver(user, frame);
      return heard;
    }
    // a group that is not in memory: its members must be read; loads of one conversation answer in the order they were asked
    this.conversations.get(conv).then(
      (loaded) => {
        for (const user of loaded?.members.keys() ?? []) if (user !== except) this.audience.deliver(user, frame);
      },
      (fault: unknown) => {
        this.log.error({ err: fault, conv }, "members could not be read; their clients find the entry by its seq");
      },
    );
    return 0;
  }
}

/** The people that a conversation's id names; undefined for a group. */
function namedBy(conv: string): Iterable<string> | undefined {
  const kind = conversationKind(conv);
  if (kind === "self") return [conv.slice(2)];
  return kind === "direct" ? new Set(directPeople(conv)) : undefined;
}

/** An event as it goes over the wire. */
export function eventFrame(name: string, data: object): string {
  return `{"type":"event","name":"${name}","data":${JSON.stringify(data)}}`;
}
