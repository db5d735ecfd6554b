import type { Arrivals } from "./arrivals.ts";
import type { Emitter } from "./emitter.ts";
import type { ClientEvents } from "./events.ts";
import type { PushFrame } from "./link/connection-events.ts";
import type { People } from "./people.ts";
import type { Presence } from "./presence.ts";

interface Parts {
  readonly arrivals: Arrivals;
  readonly people: People;
  readonly presence: Presence;
  readonly events: Emitter<ClientEvents>;
}

/** Hands an event to the part that it is about. */
export function heed(
  { arrivals, people, presence, events }: Parts,
  { name, data }: PushFrame & { type: "event" },
): void {
  if (name === "typing") arrivals.typing(data);
  else if (name === "mark") arrivals.mark(data);
  else if (name === "presence") presence.event(data);
  else if (name === "stream") arrivals.grew(data);
  else if (name === "user") people.learn([data.user]);
  else events.emit(name, data);
}
