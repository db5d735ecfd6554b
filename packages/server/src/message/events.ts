import type { Bus } from "../cluster/bus.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { type Fanout, peopleNamedBy } from "./fanout.ts";

const SUBJECT = "event";

/** An event on its way to other nodes. */
type Word = readonly [conv: string, except: string, frame: string];

/** What is not kept: to those of a conversation who are here, and to other nodes where one of them is. */
export class Events {
  constructor(
    private readonly fanout: Fanout,
    private readonly conversations: Conversations,
    private readonly bus: Bus,
    /** Whether the person has a link on another node. */
    private readonly isElsewhere: (user: string) => boolean,
  ) {}

  /** Hears what other nodes have to tell; the returned function ends it. */
  start(): () => void {
    return this.bus.subscribe(SUBJECT, (text) => {
      const [conv, except, frame] = JSON.parse(text) as Word;
      // a group that is not in memory has nobody here who looks at it
      const people = peopleNamedBy(conv) ?? this.conversations.peek(conv);
      if (people) this.fanout.event(people, frame, except);
    });
  }

  /** To the members, but for one. */
  send(conversation: Conversation, frame: string, except: string): void {
    this.fanout.event(conversation, frame, except);
    for (const user of conversation.members.keys()) {
      if (user === except || !this.isElsewhere(user)) continue;
      this.bus.publish(SUBJECT, JSON.stringify([conversation.id, except, frame] satisfies Word));
      return;
    }
  }
}
