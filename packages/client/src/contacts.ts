import type { Contact, FriendRequest } from "@skein/protocol";
import { Cell, Derived, type Observable } from "./observable.ts";
import type { Person } from "./people.ts";

interface Setup {
  /** A person as they are known; fetched where they are not. */
  readonly person: (id: string) => Observable<Person | undefined>;
  /** Somebody is something else to oneself now. */
  readonly changed: (id: string) => void;
}

/** What others are to oneself, as far as it is known. What one does about it: `client.act("contact.request", …)`. */
export class Contacts {
  /** Friends, those one has a name for, and those one blocks. */
  readonly list: Derived<readonly Person[]>;
  /** Friend requests to oneself and of one's own, the newest first. */
  readonly requests = new Cell<readonly FriendRequest[]>([]);
  readonly known = new Map<string, Contact>();

  constructor(private readonly is: Setup) {
    this.list = new Derived<readonly Person[]>(() => [...this.known.keys()].flatMap((id) => is.person(id).get() ?? []));
  }

  readonly of = (id: string): Contact | undefined => this.known.get(id);

  /** Takes back what was stored. */
  load(people: readonly Person[]): void {
    for (const { id, contact } of people) if (contact) this.known.set(id, contact);
  }

  /** Somebody is this to oneself; null takes a field back. */
  put(user: string, contact: object): void {
    const left = Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== null));
    if (Object.keys(left).length > 1) this.known.set(user, left as Contact);
    else this.known.delete(user);
    this.is.changed(user);
    this.list.touch();
  }
}
