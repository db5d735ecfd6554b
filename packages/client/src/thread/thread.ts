import type { Bodies, SendableKind } from "@skein/protocol";
import type { Observable } from "../observable.ts";
import type { Talk } from "../talk.ts";
import type { ThreadTimeline } from "./thread-timeline.ts";
import type { ThreadState } from "./thread-view.ts";

interface Parts {
  readonly talk: Talk;
  /** Where what is being written in the thread is kept. */
  readonly drafts: Talk;
  readonly root: number;
  readonly timeline: ThreadTimeline;
  readonly state: Observable<ThreadState>;
  readonly say: (kind: SendableKind, body: Bodies[SendableKind]) => string;
  readonly seen: (seq: number) => void;
  readonly follow: (on: boolean) => void;
  readonly keepDraft: (drafts: Talk) => void;
}

/**
 * What is said under one message. What is done to a reply (edit, recall, reactions, retry) is done by the conversation, by its seq or key;
 * what is said here says so at once, waits in the same outbox, and never rejects.
 */
export class Thread {
  constructor(private readonly is: Parts) {}

  /** The conversation that its root stands in. */
  get conversation(): string {
    return this.is.talk.id;
  }

  get root(): number {
    return this.is.root;
  }

  /** Its replies, as a conversation's timeline shows messages. */
  get timeline(): ThreadTimeline {
    return this.is.timeline;
  }

  get state(): Observable<ThreadState> {
    return this.is.state;
  }

  /** What was written and not sent, on this device. */
  get draft(): string {
    return this.is.drafts.draft?.text ?? "";
  }

  /** The reply that the draft answers. */
  get draftReply(): number | undefined {
    return this.is.drafts.draft?.reply;
  }

  /** @returns the key: `id` of the item */
  send(body: Bodies["text"]): string {
    const key = this.say("text", body);
    this.setDraft("");
    return key;
  }

  /** The same for a message of any kind. */
  say<K extends SendableKind>(kind: K, body: Bodies[K]): string {
    return this.is.say(kind, { ...body, thread: { root: this.root } });
  }

  /** Says that everything up to `seq` was read; only forwards. The server is told of what one follows. */
  markRead(seq: number): void {
    this.is.seen(seq);
  }

  /** Follows it, or ends that: who follows is told of what comes. */
  follow(on = true): void {
    this.is.follow(on);
  }

  setDraft(text: string, reply?: number): void {
    const { drafts } = this.is;
    if (drafts.redraft(text, reply)) this.is.keepDraft(drafts);
  }
}
