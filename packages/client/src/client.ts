import type { CommandName, Me, Params, Result, Settings } from "@skein/protocol";
import { atMost } from "./clock.ts";
import type { Contacts } from "./contacts.ts";
import { Conversation } from "./conversation.ts";
import { Engine } from "./engine.ts";
import { SkeinError } from "./error.ts";
import type { ClientEvents } from "./events.ts";
import type { Files } from "./files/files.ts";
import type { ConnectionState } from "./link/connection-state.ts";
import type { CallOptions } from "./link/requests.ts";
import type { Observable } from "./observable.ts";
import type { ActName } from "./own.ts";
import type { ClientOptions, NewGroup } from "./options.ts";
import type { People } from "./people.ts";
import type { Presence } from "./presence.ts";
import type { SearchQuery, SearchResult } from "./search/found.ts";
import type { Threads } from "./thread/threads.ts";
import type { Verdict } from "./verify/verify.ts";
import type { ConversationView } from "./view.ts";
import { browserWake } from "./wake.ts";

/** A store that hangs holds a closing client up for so many ms. */
const LAST_WRITE = 2_000;

/** One signed-in person on this device, live. */
export class Client {
  /** Oneself, with role and settings; undefined until known. */
  readonly me: Observable<Me | undefined>;
  readonly connection: Observable<ConnectionState>;
  /** All conversations, the latest first. */
  readonly conversations: Observable<readonly ConversationView[]>;
  /** Whether the list of conversations is known, from the store or from the server. */
  readonly ready: Observable<boolean>;
  readonly people: Pick<People, "person" | "search" | "picture">;
  readonly contacts: Pick<Contacts, "list" | "requests">;
  readonly presence: Pick<Presence, "of" | "watch">;
  private readonly engine: Engine;
  private readonly handles = new Map<string, Conversation>();
  private readonly endWake: () => void;
  private closing: Promise<void> | undefined;

  constructor(options: ClientOptions) {
    const engine = new Engine(options);
    this.engine = engine;
    this.me = engine.myself.cell;
    this.connection = engine.connection.state;
    this.conversations = engine.conversations.list;
    ({ ready: this.ready, people: this.people, contacts: this.contacts, presence: this.presence } = engine);
    this.endWake = (options.wake ?? browserWake)(() => engine.connection.wake());
    engine.background(async () => {
      if (options.user !== undefined) await engine.session.open(options.user);
      if (!this.closing) engine.connection.dial();
    });
  }

  /** Listens to an event; returns what ends the listening. */
  on<N extends keyof ClientEvents>(name: N, listener: (event: ClientEvents[N]) => void): () => void {
    return this.engine.events.on(name, listener);
  }

  /** A conversation by its id, the same object each time; its `view` is undefined while it is not known. */
  conversation(id: string): Conversation {
    const handle = this.handles.get(id) ?? this.handle(id);
    this.handles.set(id, handle);
    return handle;
  }

  /**
   * The direct conversation with a person, made if there is none; with oneself: the saved messages. Without a link one can write in it
   * all the same, and it is made when the first message is sent.
   *
   * @throws SkeinError `not_found` when there is no such person
   */
  async openDirect(user: string): Promise<Conversation> {
    return this.conversation(await (await this.engine.own.get()).openDirect(user));
  }

  /**
   * Makes a group of which one is the owner.
   *
   * @example const group = await client.createGroup({ name: "Lunch", users: ["bob", "cleo"] });
   */
  async createGroup(group: NewGroup): Promise<Conversation> {
    const { createGroup } = await import("./seldom.ts");
    const { conversation } = await createGroup(this.engine, group);
    (await this.engine.own.get()).arrivals.told(conversation);
    return this.conversation(conversation.id);
  }

  /** The threads that one follows. What it takes is loaded when it is first asked for. */
  async threads(): Promise<Threads> {
    return (await this.engine.own.get()).threads;
  }

  /** Sends files, alone or with messages, and shows them. What it takes is loaded when it is first asked for. */
  async files(): Promise<Files> {
    return (await this.engine.own.get()).files;
  }

  /** Finds messages by their words, the latest first; without a link among those of this device: `search({ text: "明天 lunch" })`. */
  async search(query: SearchQuery): Promise<SearchResult> {
    return (await this.engine.own.get()).search(query);
  }

  /** Changes one's settings on all devices: shown at once, sent when the link is there. */
  change(settings: Settings): void {
    this.engine.own.with(({ keeper }) => keeper.settings(settings));
  }

  /**
   * Does something about a person or a group, at once or when the link is back: until then it shows as if it were done, and the answer is
   * undefined. `event refused` tells when the server does not want it then.
   *
   * @example await client.act("contact.block", { user: "bob" });
   */
  async act<N extends ActName>(name: N, params: Params<N>): Promise<Result<N> | undefined> {
    return (await this.engine.own.get()).acts.act(name, params);
  }

  /** The server's time as this device knows it, ms: by it end mutes, and what else lasts until then. */
  now(): number {
    return this.engine.now();
  }

  /**
   * Any command of the protocol, over the link.
   *
   * @throws SkeinError the server's refusal, or `offline`, `timeout`
   * @example const { sessions } = await client.call("session.list", {});
   */
  call<N extends CommandName>(name: N, params: Params<N>, options?: CallOptions): Promise<Result<N>> {
    return this.engine.connection.call(name, params, options);
  }

  /**
   * Whether this device's copy of a conversation is the server's. What it takes is loaded when it is first asked for.
   *
   * @throws SkeinError `not_found`, `offline`
   * @example const { state, from, to } = await client.verify(conversation.id);
   */
  async verify(conv: string): Promise<Verdict> {
    const { verify } = await import("./verify/verify.ts");
    return verify(this.engine, conv);
  }

  /** Dials now: the "try again" of a person who does not want to wait, or after a new token. */
  reconnect(): void {
    if (!this.closing) this.engine.connection.dial();
  }

  /** Signs this device out, deletes what it stored and closes. Without a link the server learns nothing of it: the token stays good there. */
  async signOut(): Promise<void> {
    const { connection, events } = this.engine;
    this.endWake();
    try {
      await connection.call("account.signout", {});
    } catch (error) {
      if (SkeinError.from(error).retry === "never") events.emit("error", SkeinError.from(error));
    }
    const reason = { code: 1000, name: "signed_out" };
    connection.stop(reason);
    await this.engine.erase();
    events.emit("signedOut", reason);
    await this.close();
  }

  /** Ends the link, writes what is not written yet, and lets go of everything. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async end(): Promise<void> {
    this.endWake();
    const { clock, connection, journal, store } = this.engine;
    if (connection.state.get().phase !== "stopped") connection.stop({ code: 1000, name: "closed" });
    await atMost(clock, LAST_WRITE, journal.flushed());
    journal.stop();
    clock.end();
    await store.close();
  }

  private handle(id: string): Conversation {
    const { conversations, journal, connection, clock, random, background, outbox, marks, session, own } = this.engine;
    const talk = conversations.talk(id);
    return new Conversation({
      talk,
      caller: connection,
      ...{ clock, random, background, outbox, marks, own },
      me: () => session.user,
      begin: () => conversations.begin(id),
      saved: () => conversations.saved(talk),
      keepDraft: (draft) => journal.draft(id, draft),
    });
  }
}
