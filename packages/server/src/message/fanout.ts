import { conversationKind, directPeople, LIMITS } from "@skein/protocol";
import type { Clock } from "../kit/clock.ts";
import type { MarkState, StoredEntry } from "../storage/storage.ts";
import type { Attendance, Audience } from "./audience.ts";
import type { Conversation } from "./conversation.ts";
import type { Crowds } from "./crowds.ts";
import type { Cursors } from "./cursor.ts";
import { entryFrame } from "./encode.ts";
import { isHidden } from "./hidden.ts";
import type { Horizon } from "./horizon.ts";
import { Pace } from "./pace.ts";
import { type Recorder, unrecorded } from "./recorder.ts";

/** Sends what was committed to those who may hear it: encoded once, no wait between commit and outbox. */
export class Fanout {
  readonly #pace: Pace<Conversation>;
  /** Frames that were put into outboxes. */
  deliveries = 0;
  /** The pos before which nobody lacks anything for want of knowing who hears it. */
  #floor = Number.POSITIVE_INFINITY;

  constructor(
    private readonly audience: Attendance,
    private readonly cursors: Cursors,
    private readonly horizon: Horizon,
    clock: Clock,
    private readonly crowds: Crowds,
    private readonly recorder: Recorder = unrecorded,
  ) {
    this.#pace = new Pace(clock, (conversation, frames, count) => {
      const heard = this.#toPeople(
        crowds.of(conversation),
        frames,
        undefined,
        recorder.window(conversation.id, audience),
      );
      // of those that left as one, one was counted
      this.deliveries += heard * (count - 1);
      return heard;
    });
  }

  /** @param conversation who hears it; a group of which that could not be read is undefined */
  entry(entry: StoredEntry, conversation: Conversation | undefined): void {
    if (isHidden(entry)) {
      this.#hidden(entry, conversation);
      return;
    }
    if (conversationKind(entry.conv) !== "group") this.#direct(entry, conversation);
    else if (conversation) {
      this.recorder.held(entry);
      this.#pace.send(conversation, entryFrame(entry, this.#cursor(entry.pos)), entry.pos);
    } else this.#floor = Math.min(this.#floor, entry.pos - 1);
  }

  /** Much of what other nodes wrote is for nobody here: then no frame is made. */
  #direct(entry: StoredEntry, conversation: Conversation | undefined): void {
    const named = (): Iterable<string> => conversation?.members.keys() ?? peopleNamedBy(entry.conv) ?? [];
    const audience = this.recorder.sending(entry, this.audience);
    if (audience === this.audience && !this.#anybody(named())) return;
    this.#toPeople(named(), entryFrame(entry, this.#cursor(entry.pos)), undefined, audience);
  }

  #anybody(people: Iterable<string>): boolean {
    for (const user of people) if (this.audience.isHere(user)) return true;
    return false;
  }

  /** One frame for its author, another for all others; at once, behind what was held back. Rare, so nothing is saved on it. */
  #hidden(entry: StoredEntry, conversation: Conversation | undefined): void {
    this.#pace.flush();
    const people = conversation?.members.keys() ?? peopleNamedBy(entry.conv);
    if (!people) {
      this.#floor = Math.min(this.#floor, entry.pos - 1);
      return;
    }
    const cursor = this.#cursor(entry.pos);
    this.deliveries += this.audience.deliver(entry.from, entryFrame(entry, cursor, entry.from));
    this.#toPeople(people, entryFrame(entry, cursor), entry.from);
  }

  /** To all members where they are few, to the person's own devices always. [MARK-4] [MARK-5] */
  mark(mark: MarkState, conversation: Conversation | undefined): void {
    const { conv, user, read, delivered, readCount } = mark;
    this.recorder.moved(mark);
    const told = { conv, user, read, delivered, cursor: this.#cursor(mark.pos) };
    this.deliveries += this.audience.deliver(user, eventFrame("mark", { ...told, readCount }));
    const frame = eventFrame("mark", told);
    const named = peopleNamedBy(conv);
    if (named) this.#toPeople(named, frame, user);
    else if (!conversation) this.#floor = Math.min(this.#floor, mark.pos - 1);
    else if (conversation.members.size <= LIMITS.marksPushed && conversation.settings["channel"] !== true)
      this.#toMembers(conversation, frame, user);
  }

  /** An event to those of a conversation that are here, but for one. */
  event(to: Conversation | Iterable<string>, frame: string, except: string): void {
    this.#toPeople("members" in to ? this.crowds.of(to) : to, frame, except);
  }

  /** What is held back goes out now. */
  flush(): void {
    this.#pace.flush();
  }

  /** A cursor must not run ahead of what is held back or was not sent: whoever resumes from it would miss that. [SYNC-4] */
  #cursor(pos: number): string {
    return this.cursors.at(Math.min(this.#floor, this.#pace.sentUpTo(this.horizon.safe(pos))));
  }

  #toMembers(conversation: Conversation, frame: string, except?: string): number {
    return this.#toPeople(conversation.members.keys(), frame, except);
  }

  /** How many links heard it. */
  #toPeople(people: Iterable<string>, frame: string, except?: string, audience: Audience = this.audience): number {
    let heard = 0;
    for (const user of people) if (user !== except) heard += audience.deliver(user, frame);
    this.deliveries += heard;
    return heard;
  }
}

/** The people that the id of a direct conversation or a self log names; undefined for a group. */
export function peopleNamedBy(conv: string): Iterable<string> | undefined {
  const kind = conversationKind(conv);
  if (kind === "group") return undefined;
  return kind === "self" ? [conv.slice(2)] : new Set(directPeople(conv));
}

/** An event as it goes over the wire. */
export function eventFrame(name: string, data: object): string {
  return `{"type":"event","name":"${name}","data":${JSON.stringify(data)}}`;
}
