import type { Conversations } from "./conversations.ts";
import { emptyChanges } from "./journal.ts";
import type { Myself } from "./me.ts";
import type { People } from "./people.ts";
import type { Place, StoreChanges } from "./store/store.ts";

interface Parts {
  readonly myself: Myself;
  readonly conversations: Conversations;
  readonly people: People;
}

/** Everything of the logs as it stands. */
export function wholeOf(place: Place | undefined, { myself, conversations, people }: Parts): StoreChanges {
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
