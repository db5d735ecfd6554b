import type { Contact, Entry, FriendRequest } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";
import { Cell, Derived, type Observable } from "./observable.ts";
import type { Person } from "./people.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  /** A person as they are known; fetched where they are not. */
  readonly person: (id: string) => Observable<Person | undefined>;
  /** Somebody is something else to oneself now. */
  readonly changed: (id: string) => void;
  readonly failed: (error: SkeinError) => void;
  /** All of it was read anew: what waits to be sent is to be shown over it. */
  readonly renewed: () => void;
}

/** A server that did not answer in time is not asked at once again. ms */
const RETRY = 10_000;

/** What others are to oneself, kept in step by the self log. What one does about it: `client.act("contact.request", …)`. */
export class Contacts {
  /** Friends, those one has a name for, and those one blocks. */
  readonly list: Derived<readonly Person[]>;
  /** Friend requests to oneself and of one's own, the newest first. */
  readonly requests = new Cell<readonly FriendRequest[]>([]);
  private readonly known = new Map<string, Contact>();
  /** The self log has told everything since it was read. */
  private whole = false;
  /** Counts what makes a reading old. */
  private doubts = 0;
  private reading = Promise.resolve();
  /** What came while it is read. */
  private late: Entry[] = [];

  constructor(private readonly is: Setup) {
    this.list = new Derived<readonly Person[]>(() => [...this.known.keys()].flatMap((id) => is.person(id).get() ?? []));
  }

  readonly of = (id: string): Contact | undefined => this.known.get(id);

  /** Takes back what was stored. */
  load(people: readonly Person[]): void {
    for (const { id, contact } of people) if (contact) this.known.set(id, contact);
  }

  /** Something of the self log was missed. */
  doubt(): void {
    this.whole = false;
    this.doubts += 1;
  }

  /** There is a link, and everything before it is applied. */
  resume(): void {
    if (!this.whole) this.is.background(() => this.read());
  }

  /** Applies what a self entry says of contacts. */
  entry(entry: Entry): void {
    if (!this.whole) this.late.push(entry);
    if (entry.kind === "self.contact") {
      const { user } = entry.body;
      this.put(user, { ...this.known.get(user), ...entry.body });
    } else if (entry.kind === "self.request") {
      const { request } = entry.body;
      const { from, to } = request;
      const others = this.requests.get().filter(
        (one) =>
          (one.from !== from || one.to !== to) &&
          // of two who asked each other one request is answered, and the other one was none
          (one.from !== to || one.to !== from || one.state !== "open" || request.state !== "accepted"),
      );
      this.requests.set([request, ...others].toSorted((a, b) => b.created - a.created));
    }
  }

  private put(user: string, contact: object): void {
    const left = Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== null));
    if (Object.keys(left).length > 1) this.known.set(user, left as Contact);
    else this.known.delete(user);
    this.is.changed(user);
    this.list.touch();
  }

  /** Reads all of it anew. */
  again(): Promise<void> {
    this.doubt();
    return this.read();
  }

  /** One after the other: what came during one must not be missed by another. */
  private read(): Promise<void> {
    return (this.reading = this.reading.then(() => this.readOnce()));
  }

  private async readOnce(): Promise<void> {
    const { doubts } = this;
    let found: readonly Contact[];
    this.late = [];
    try {
      const { readContacts } = await import("./read-contacts.ts");
      const { contacts, requests } = await readContacts(this.is.caller);
      found = contacts;
      this.requests.set(requests);
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      // asked for again with the next link
      if (error.name === "offline") return;
      if (error.retry !== "never") {
        // as long as for all of it: with room for its first page alone it would never come to its end
        await wait(this.is.clock, RETRY);
        return this.readOnce();
      }
      // a server of before has no contacts
      if (error.name !== "unknown_command") this.is.failed(error);
      return;
    }
    const gone = new Set(this.known.keys());
    for (const contact of found) {
      gone.delete(contact.user);
      this.put(contact.user, contact);
    }
    for (const id of gone) this.put(id, { user: id });
    this.whole = doubts === this.doubts;
    for (const entry of this.late.splice(0)) this.entry(entry);
    this.is.renewed();
    if (!this.whole) await this.readOnce();
  }
}
