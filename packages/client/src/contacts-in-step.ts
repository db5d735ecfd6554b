import type { Contact, Entry } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import type { Contacts } from "./contacts.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";
import { readContacts } from "./read-contacts.ts";

interface Setup {
  readonly contacts: Contacts;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  readonly failed: (error: SkeinError) => void;
  /** All of it was read anew: what waits to be sent is to be shown over it. */
  readonly renewed: () => void;
}

/** A server that did not answer in time is not asked at once again. ms */
const RETRY = 10_000;

/** Keeps what others are to oneself in step with the self log: read once, and again where something of that log was missed. */
export class ContactsInStep {
  /** The self log has told everything since it was read. */
  private whole = false;
  /** Counts what makes a reading old. */
  private doubts = 0;
  private reading = Promise.resolve();
  /** What came while it is read. */
  private late: Entry[] = [];

  constructor(private readonly is: Setup) {}

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
    const { contacts } = this.is;
    if (!this.whole) this.late.push(entry);
    if (entry.kind === "self.contact") {
      const { user } = entry.body;
      contacts.put(user, { ...contacts.of(user), ...entry.body });
    } else if (entry.kind === "self.request") {
      const { request } = entry.body;
      const { from, to } = request;
      const others = contacts.requests.get().filter(
        (one) =>
          (one.from !== from || one.to !== to) &&
          // of two who asked each other one request is answered, and the other one was none
          (one.from !== to || one.to !== from || one.state !== "open" || request.state !== "accepted"),
      );
      contacts.requests.set([request, ...others].toSorted((a, b) => b.created - a.created));
    }
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
    const { contacts, caller, clock, failed, renewed } = this.is;
    let found: readonly Contact[];
    this.late = [];
    try {
      const read = await readContacts(caller);
      found = read.contacts;
      contacts.requests.set(read.requests);
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      // asked for again with the next link
      if (error.name === "offline") return;
      if (error.retry !== "never") {
        // as long as for all of it: with room for its first page alone it would never come to its end
        await wait(clock, RETRY);
        return this.readOnce();
      }
      // a server of before has no contacts
      if (error.name !== "unknown_command") failed(error);
      return;
    }
    const gone = new Set(contacts.known.keys());
    for (const contact of found) {
      gone.delete(contact.user);
      contacts.put(contact.user, contact);
    }
    for (const id of gone) contacts.put(id, { user: id });
    this.whole = doubts === this.doubts;
    for (const entry of this.late.splice(0)) this.entry(entry);
    renewed();
    if (!this.whole) await this.readOnce();
  }
}
