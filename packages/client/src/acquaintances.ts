import type { Background } from "./background.ts";
import type { Clock } from "./clock.ts";
import { Contacts } from "./contacts.ts";
import type { Caller } from "./link/requests.ts";
import { People, type Person } from "./people.ts";

interface Setup {
  readonly url: string;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  /** A person is known otherwise than before. */
  readonly keep: (person: Person) => void;
}

/** Whom the device knows, and what they are to oneself: a person is shown by the name one gave them, so both go together. */
export function acquaintances({ keep, ...parts }: Setup): {
  readonly people: People;
  readonly contacts: Contacts;
} {
  const people: People = new People({
    ...parts,
    contact: (id) => contacts.of(id),
    changed: (person) => {
      keep(person);
      if (person.contact) contacts.list.touch();
    },
  });
  const contacts = new Contacts({
    person: people.person,
    changed: (id) => people.renew(id),
  });
  return { people, contacts };
}
