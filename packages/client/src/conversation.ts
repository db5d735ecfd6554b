import {
  type Bodies,
  directPeer,
  type Entry,
  CLIENT_LIMITS,
  type KeepChange,
  type Params,
  type Result,
  type SendableKind,
} from "@skein/protocol";
import type { ConversationParts } from "./conversation-parts.ts";
import type { Observable } from "./observable.ts";
import type { ActName } from "./own.ts";
import type { StreamWriter } from "./stream-writer.ts";
import type { Thread } from "./thread/thread.ts";
import type { Timeline } from "./timeline.ts";
import { OwnTyping } from "./typing.ts";
import type { ConversationView } from "./view.ts";

/**
 * One conversation: what it shows, and what one can do in it. What says something (`send`, `markRead`, `setTyping`, `setDraft`) returns at
 * once and needs no link; what changes a group rejects with a `SkeinError` when it is refused or there is no link.
 */
export class Conversation {
  private readonly typing: OwnTyping;

  constructor(private readonly is: ConversationParts) {
    this.typing = new OwnTyping(is.clock, (active) => this.tellTyping(active));
  }

  get id(): string {
    return this.is.talk.id;
  }

  /** As a list shows it; undefined while it is not known, or one is no member. */
  get view(): Observable<ConversationView | undefined> {
    return this.is.talk.view;
  }

  get timeline(): Timeline {
    return this.is.talk.timeline;
  }

  /**
   * Says something: shown at once as pending, kept until the server has it, sent when the link is there.
   *
   * @returns the key: `id` of the item
   * @throws SkeinError `outbox_full` when 10,000 messages wait
   * @example conversation.send({ text: "On my way" });
   */
  send(body: Bodies["text"]): string {
    const key = this.say("text", body);
    this.setDraft("");
    return key;
  }

  /**
   * The same for a message of any kind.
   *
   * @example conversation.say("text", { text: "Yes", reply: { seq: 12 } });
   */
  say<K extends SendableKind>(kind: K, body: Bodies[K]): string {
    this.is.begin();
    this.typing.sent();
    return this.is.outbox.add(this.id, kind, body, body.thread?.root);
  }

  /**
   * What is said under a message; the same object each time. What it takes is loaded when it is first asked for.
   *
   * @example
   * const thread = await conversation.thread(17);
   * thread.send({ text: "Me too" });
   */
  async thread(root: number): Promise<Thread> {
    return (await this.is.own.get()).threads.of(this.id, root);
  }

  /** Changes a message of one's own; shown at once, sent when the link is there. `event refused` tells when it may not be. */
  edit(seq: number, body: object): void {
    this.is.outbox.add(this.id, "message.edited", { body }, seq);
  }

  /** Takes a message back, for everybody. */
  recall(seq: number): void {
    this.is.outbox.add(this.id, "message.recalled", {}, seq);
  }

  /** Reacts to a message with an emoji, or takes that back. */
  react(seq: number, emoji: string, on = true): void {
    this.is.outbox.add(this.id, "message.reacted", { emoji, on }, seq);
  }

  /** Pins a message for all, or takes that back: by whom, the group's rights say. */
  pin(seq: number, on = true): void {
    this.is.outbox.add(this.id, "message.pinned", { on }, seq);
  }

  /** The first message at or after a time (ms or a date); undefined where there is none. Go there with `timeline.jump`. */
  async messageAt(at: number | Date): Promise<number | undefined> {
    return (await this.call("message.at", { at: Number(at) })).seq || undefined;
  }

  /**
   * Chooses options of a poll instead of those chosen before; none: takes the vote back.
   *
   * @example conversation.vote(poll.seq, [2]);
   */
  vote(seq: number, choices: readonly number[]): void {
    this.is.outbox.add(this.id, "poll.voted", { choices: [...choices], was: [] }, seq);
  }

  /** Ends a poll: its author, owners and admins of its group. */
  closePoll(seq: number): void {
    this.is.outbox.add(this.id, "poll.closed", {}, seq);
  }

  /** A page of those who chose an option; go on with `next` as `after`. Of anonymous polls: `forbidden`. */
  voters(seq: number, choice: number, after?: string): Promise<Result<"poll.voters">> {
    return this.call("poll.voters", { seq, choice, ...(after !== undefined && { after }) });
  }

  /**
   * Begins a message that grows while others read it. What it takes is loaded when it is first asked for.
   *
   * @throws SkeinError `offline`, `too_many`
   * @example
   * const stream = await conversation.stream();
   * for await (const token of answer) stream.write(token);
   * await stream.finish();
   */
  async stream(options: { readonly reply?: number } = {}): Promise<StreamWriter> {
    const { StreamWriter: Writer } = await import("./stream-writer.ts");
    return Writer.start({ ...this.is, conv: this.id, ...options });
  }

  /** How a message was edited: as it was first, then each edit. */
  async edits(seq: number): Promise<readonly Entry[]> {
    return (await this.call("message.edits", { seq })).entries;
  }

  /** A page of those who reacted to a message, the first ones first; go on with `next` as `after`. */
  reactors(seq: number, after?: number): Promise<Result<"message.reactors">> {
    return this.call("message.reactors", { seq, ...(after !== undefined && { after }) });
  }

  /**
   * Says messages of this conversation again in others, each by itself or merged into one. Needs a link.
   *
   * @param key of `newKey`; the same at every try, with the same messages and places
   */
  async forward(seqs: number[], to: string[], merged: boolean, key: string): Promise<void> {
    await this.call("message.forward", { seqs, to, merged, key });
  }

  /** A key for what is asked of the server once, however often it must be tried. */
  newKey(): string {
    return this.is.outbox.newKey();
  }

  /** Sends a failed message again. */
  retry(key: string): void {
    this.is.outbox.retry(this.id, key);
  }

  /** Gives a failed message up. One that is under way may arrive all the same. */
  discard(key: string): void {
    this.is.outbox.remove(this.id, key);
  }

  /**
   * Says that everything up to `seq` (by default: everything) was read. Only forwards; unread counts follow at once, the server is told
   * in batches.
   */
  markRead(seq?: number): void {
    const { talk } = this.is;
    const { summary } = talk;
    if (!summary) return;
    const read = Math.min(seq ?? summary.head, summary.head);
    if (read <= talk.readMark) return;
    const count = read === summary.head ? summary.count : talk.timeline.countAt(read);
    if (count !== undefined) {
      talk.ownRead = { seq: read, count };
      this.is.saved();
    }
    this.is.marks.move(this.id, { read });
  }

  /** Call it with `true` on each key press: the others are told at once, reminded, and told when it is over (5 s after the last call). */
  setTyping(active: boolean): void {
    const peer = directPeer(this.id, this.is.me());
    if (peer !== this.is.me() && this.is.talk.summary) this.typing.set(active);
  }

  /** Keeps unsent text, and the message that it answers, on all one's devices; empty: none. */
  setDraft(text: string, reply?: number): void {
    const { talk } = this.is;
    if (!talk.redraft(text, reply, true)) return;
    talk.touch();
    this.is.keepDraft(talk.draft);
    this.is.own.with(({ drafts }) => drafts.changed(talk));
  }

  /**
   * Changes how one keeps it, on all one's devices: pinned, quiet, hidden, archived, marked as unread, in folders, cleared. 0, false and
   * an empty list take a field back.
   *
   * @example conversation.keep({ pinned: Date.now(), quiet: FOREVER });
   */
  keep(change: Omit<KeepChange, "conv">): void {
    this.is.own.with(({ keeper }) => keeper.keep([{ conv: this.id, ...change }]));
  }

  /** Clears its history for oneself, and takes it out of the list until somebody says something. */
  dismiss(): void {
    this.is.own.with(({ keeper }) => keeper.dismiss(this.id));
  }

  /** Stars messages, or takes that back. */
  star(seqs: readonly number[], on = true): void {
    this.is.own.with(({ keeper }) => keeper.star(this.id, seqs, on));
  }

  /** Deletes messages for oneself; the others keep them. */
  removeForMe(seqs: readonly number[]): void {
    this.is.own.with(({ keeper }) => keeper.remove(this.id, seqs));
  }

  /** A page of the members, in the order of their ids; go on with `next` as `after`. */
  members(after?: string): Promise<Result<"conversation.members">> {
    return this.call("conversation.members", { ...(after !== undefined && { after }) });
  }

  /**
   * Learns what these people call themselves in a group: `nicks` of the view tells it then, and stays in step. Ask for whoever is on the
   * screen; many at a time are one request, and none where a group is so small that the server tells it unasked.
   */
  learnNicks(users: readonly string[]): void {
    this.is.own.with(({ nicks }) => nicks.want(this.id, users));
  }

  /** Changes a group's name or colour (owner, admin); without a link it shows at once, and is done when there is one. */
  async update(changes: { readonly name?: string; readonly color?: number }): Promise<void> {
    await this.act("group.update", { conv: this.id, ...changes });
  }

  /** Adds people to a group (owner, admin). */
  async add(users: readonly string[]): Promise<void> {
    for (let at = 0; at < users.length; at += CLIENT_LIMITS.membersPerCall) {
      await this.call("group.add", { users: users.slice(at, at + CLIENT_LIMITS.membersPerCall) });
    }
  }

  /** Removes somebody from a group (owner: anyone; admin: members). */
  async remove(user: string): Promise<void> {
    await this.call("group.remove", { user });
  }

  /** Leaves a group, or does so when there is a link. */
  async leave(): Promise<void> {
    await this.act("group.leave", { conv: this.id });
  }

  /** Changes somebody's role in a group (owner). */
  async setRole(user: string, role: "owner" | "admin" | "member"): Promise<void> {
    await this.call("group.role", { user, role });
  }

  private async act<N extends ActName>(name: N, params: Params<N>): Promise<void> {
    await (await this.is.own.get()).acts.act(name, params);
  }

  private call<N extends InConversation>(name: N, params: Omit<Params<N>, "conv">): Promise<Result<N>> {
    return this.is.caller.call(name, { conv: this.id, ...params } as Params<N>);
  }

  private tellTyping(active: boolean): void {
    // Of no worth a moment later: when it does not get through, nobody misses anything.
    this.is.background(async () => {
      await this.is.caller.call("conversation.typing", { conv: this.id, active }).catch(() => undefined);
    });
  }
}

type InConversation =
  | "message.at"
  | "message.edits"
  | "message.forward"
  | "message.reactors"
  | "poll.voters"
  | "conversation.members"
  | "group.add"
  | "group.remove"
  | "group.role";
