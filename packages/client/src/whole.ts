import type { Me } from "@skein/protocol";
import { emptyChanges } from "./journal.ts";
import type { Person } from "./people.ts";
import type { Place, StoreChanges } from "./store/store.ts";
import type { Talk } from "./talk.ts";

interface Parts {
  readonly myself: { readonly cell: { get(): Me | undefined } };
  readonly conversations: { known(): Iterable<Talk> };
  readonly people: { all(): Iterable<Person> };
}

/** Everything of the logs as it stands, for a store that begins anew. */
export function whole({ myself, conversations, people }: Parts, place: Place | undefined): StoreChanges {
  const changes = emptyChanges();
  const me = myself.cell.get();
  if (place) changes.place = place;
  if (me) changes.me = me;
  for (const talk of conversations.known()) {
    if (talk.record) changes.conversations.set(talk.id, talk.record);
    changes.entries.push(...talk.timeline.entries);
  }
  for (const person of people.all()) changes.people.set(person.id, person);
  return changes;
}
