import type { Me } from "@skein/protocol";
import { emptyChanges } from "./journal.ts";
import type { Person } from "./people.ts";
import type { Place, StoreChanges } from "./store/store.ts";
import type { Talk } from "./talk.ts";

interface Parts {
  readonly place: Place | undefined;
  readonly me: Me | undefined;
  readonly talks: Iterable<Talk>;
  readonly people: Iterable<Person>;
}

/** Everything of the logs as it stands, for a store that begins anew. */
export function whole({ place, me, talks, people }: Parts): StoreChanges {
  const changes = emptyChanges();
  if (place) changes.place = place;
  if (me) changes.me = me;
  for (const talk of talks) {
    if (talk.record) changes.conversations.set(talk.id, talk.record);
    changes.entries.push(...talk.timeline.entries);
  }
  for (const person of people) changes.people.set(person.id, person);
  return changes;
}
