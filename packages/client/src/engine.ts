import { type Background, background } from "./background.ts";
import { systemClock } from "./clock.ts";
import { acquaintances } from "./acquaintances.ts";
import type { Contacts } from "./contacts.ts";
import { Conversations } from "./conversations.ts";
import { Emitter } from "./emitter.ts";
import { EndingClock } from "./ending-clock.ts";
import { SkeinError } from "./error.ts";
import type { ClientEvents } from "./events.ts";
import { Journal } from "./journal.ts";
import { type Random, systemRandom } from "./key.ts";
import type { Own } from "./build-own.ts";
import { Late } from "./late.ts";
import { Connection } from "./link/connection.ts";
import type { StopReason } from "./link/connection-state.ts";
import { Marks } from "./marks.ts";
import { Myself } from "./me.ts";
import { Cell } from "./observable.ts";
import type { ClientOptions } from "./options.ts";
import { Outbox } from "./outbox.ts";
import type { People, Person } from "./people.ts";
import { Presence } from "./presence.ts";
import { Session } from "./session.ts";
import { memoryStore } from "./store/memory.ts";
import type { Place, Saved, Store } from "./store/store.ts";
import { Talk } from "./talk.ts";
import { isUntold } from "./untold.ts";
import { IdleTimelines } from "./idle-timelines.ts";
import { way } from "./transport/way.ts";
import { whole } from "./whole.ts";

/** All parts of a client and how they hang together: the only place that constructs them. */
export class Engine {
  readonly events = new Emitter<ClientEvents>();
  readonly ready = new Cell(false);
  readonly clock: EndingClock;
  readonly random: Random;
  readonly store: Store;
  readonly background: Background = background((error) => this.failed(SkeinError.from(error)));
  readonly journal: Journal;
  readonly connection: Connection;
  readonly session: Session;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly marks: Marks;
  readonly people: People;
  readonly contacts: Contacts;
  readonly presence: Presence;
  readonly myself: Myself;
  readonly own: Late<Own>;
  /** The server's time as this device knows it. */
  readonly now = (): number => this.clock.now() + this.session.skew;
  private readonly idle = new IdleTimelines();
  /** Up to where the logs are applied. */
  place: Place | undefined;

  constructor(options: ClientOptions) {
    const { url, token, device } = options;
    const clock = (this.clock = new EndingClock(options.clock ?? systemClock));
    const store = (this.store = options.store ?? memoryStore());
    const { background, now } = this;
    const me = (): string => this.session.user;
    const failed = (error: SkeinError): void => this.failed(error);
    const random = (this.random = options.random ?? systemRandom);
    this.journal = new Journal({ store, background, failed, whole: () => whole(this, this.place) });
    this.myself = new Myself((self) => {
      this.journal.set({ me: self });
      // One's own profile comes by the self log alone, and is shown beside everyone's.
      this.people.learn([self.profile]);
    }, this.events);
    this.connection = new Connection({
      url,
      transport: way(options, { clock, random, background }),
      token: () => (typeof token === "string" ? token : token()),
      device,
      cursor: () => this.place?.cursor,
      clock,
      random,
      background,
      events: {
        welcomed: (welcome) => this.session.welcomed(welcome),
        pushed: (frame) => this.session.pushed(frame),
        answered: (result) => this.people.answered(result),
        lost: () => this.lost(),
        stopped: (reason) => this.stopped(reason),
        failed,
      },
    });
    const caller = this.connection;
    const parts = { url, caller, clock, background };
    const keep = (person: Person): void => this.journal.person(person);
    ({ people: this.people, contacts: this.contacts } = acquaintances({ ...parts, keep }));
    this.presence = new Presence(parts);
    this.marks = new Marks({
      ...parts,
      moved: (conv, mark) => this.own.with(({ arrivals }) => arrivals.confirmed(conv, mark)),
    });
    this.outbox = new Outbox({
      ...parts,
      random,
      now,
      me,
      changed: (conv, key, record) => {
        this.journal.outbox(key, record);
        this.conversations.talk(conv).touch();
      },
      accepted: (entry) => this.own.with(({ arrivals }) => arrivals.own(entry)),
      refused: (record, error) => {
        const { conv, kind, ref = 0 } = record;
        if (ref === 0) this.own.with((own) => own.refused(record, error));
        else this.events.emit("refused", { conversation: conv, kind, seq: ref, error });
      },
      loggedOut: () => this.connection.lose(),
    });
    const rest = (): Promise<{ readonly buildOwn: (engine: Engine) => Own }> => import("./build-own.ts");
    this.own = new Late(background, async () => (await rest()).buildOwn(this));
    // on its way while the store opens and the link is made; where that fails, whoever needs it tells so
    background(() => rest().then(undefined, () => undefined));
    this.conversations = new Conversations({
      me,
      now,
      make: (id, changed) => this.talk(id, changed),
      changed: (id, record) => this.journal.conversation(id, record),
      begun: (peer) => this.people.doubt([peer]),
      own: this.own,
      delivered: (id, seq) => this.marks.move(id, { delivered: seq }),
    });
    this.session = new Session({
      url,
      store,
      storeEvents: { failed, lead: () => this.journal.whole() },
      background,
      clock,
      opened: (saved) => this.opened(saved),
      rest: () => this.own.get(),
      stop: (reason) => this.connection.stop(reason),
    });
  }

  /** Tells what went wrong, unless it is that there is no link, which the connection's state says. */
  failed(error: SkeinError): void {
    if (error.name !== "offline") this.events.emit("error", error);
  }

  private talk(id: string, changed: () => void): Talk {
    const talk: Talk = new Talk(id, {
      ...{ clock: this.clock, background: this.background, caller: this.connection },
      me: () => this.session.user,
      outbox: () => this.outbox.of(id),
      page: (params) => this.connection.call("message.list", { conv: id, ...params }),
      get: (seqs) => this.connection.call("message.get", { conv: id, seqs }),
      cached: (from, to) => this.store.entries(id, from, to),
      keep: (entries) => this.journal.entries(entries),
      now: this.now,
      watched: (looking) => this.idle.watched(talk.timeline, looking),
      changed,
    });
    return talk;
  }

  private opened(saved: Saved): void {
    this.place = saved.place;
    this.myself.head = saved.place?.self;
    if (saved.me) this.myself.cell.set(saved.me);
    for (const part of [this.contacts, this.people]) part.load(saved.people);
    this.outbox.load(saved.outbox);
    this.conversations.load(saved.conversations, saved.drafts);
    for (const { id, summary, ownRead } of this.conversations.known()) {
      if (ownRead && ownRead.seq > summary.read) this.marks.move(id, { read: ownRead.seq });
      // Stored with its cursor, so no delta brings it again: the server may not have been told that it is here.
      if (isUntold(summary)) this.marks.move(id, { delivered: summary.head });
    }
    this.own.with((own) => own.restore(saved));
    this.journal.start();
    if (saved.place) this.ready.set(true);
  }

  private lost(): void {
    this.session.lost();
    for (const part of [this.outbox, this.marks, this.people, this.presence]) part.pause();
  }

  private stopped(reason: StopReason): void {
    if (reason.name === "closed" || reason.name === "signed_out") return;
    // Signed out from elsewhere: what is stored goes as it would by hand. [CLIENT-12]
    if (reason.name === "revoked" || reason.name === "token_revoked") this.background(() => this.erase());
    if (reason.name === "protocol" || reason.name === "other_user") this.failed(SkeinError.stopped(reason));
    else this.events.emit("signedOut", reason);
  }

  /** Deletes what this device has stored. */
  async erase(): Promise<void> {
    this.journal.stop();
    await this.store.clear();
  }
}
