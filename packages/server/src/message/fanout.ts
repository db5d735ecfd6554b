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
  /** The pos of entries whose listeners are still being read. */
  readonly #late = new Set<number>();

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
    const frame = entryFrame(entry, this.#cursor(entry.pos));
    const kind = conversationKind(entry.conv);
    if (kind !== "group") this.#toMembers(entry.conv, frame);
    else if (this.conversations.peek(entry.conv)) this.#pace.send(entry.conv, frame, entry.pos);
    else this.#toUnread(entry.conv, frame, entry.pos);
  }

  /** To all members where they are few, to the person's own devices always. [MARK-4] [MARK-5] */
  mark(mark: MarkState, conversation: Conversation | undefined): void {
    const { conv, user, read, delivered, readCount } = mark;
    const told = { conv, user, read, delivered, cursor: this.#cursor(mark.pos) };
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

  /** A cursor must not run ahead of what is held back or late: whoever resumes from it would miss that. [SYNC-4] */
  #cursor(pos: number): string {
    let sent = this.#pace.sentUpTo(pos);
    for (const late of this.#late) sent = Math.min(sent, late - 1);
    return this.cursors.at(sent);
  }

  /** How many links heard it. */
  #toMembers(conv: string, frame: string, except?: string): number {
    const people = this.conversations.peek(conv)?.members.keys() ?? namedBy(conv);
    let heard = 0;
    for (const user of people) if (user !== except) heard += this.audience.deliver(user, frame);
    return heard;
  }

  /** A group that is not in memory: its members must be read. Loads of one conversation answer in the order they were asked. */
  #toUnread(conv: string, frame: string, pos: number): void {
    this.#late.add(pos);
    this.conversations.get(conv).then(
      () => {
        this.#late.delete(pos);
        this.#pace.send(conv, frame, pos);
      },
      (fault: unknown) => {
        // left among the late: cursors stay before it, so that everybody finds it when they resume
        this.log.error({ err: fault, conv }, "the members of a conversation could not be read");
      },
    );
  }
}

/** The people that a conversation's id names; nobody for a group. */
function namedBy(conv: string): Iterable<string> {
  return conversationKind(conv) === "self" ? [conv.slice(2)] : new Set(directPeople(conv));
}

/** An event as it goes over the wire. */
export function eventFrame(name: string, data: object): string {
  return `{"type":"event","name":"${name}","data":${JSON.stringify(data)}}`;
}
