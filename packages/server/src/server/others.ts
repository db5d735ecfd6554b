import { alone } from "../cluster/alone.ts";
import type { Bus } from "../cluster/bus.ts";
import { Limiter } from "../command/limiter.ts";
import type { BucketRate } from "../kit/bucket.ts";
import type { Clock } from "../kit/clock.ts";
import type { Conversations } from "../message/conversations.ts";
import { Events } from "../message/events.ts";
import type { Fanout } from "../message/fanout.ts";
import type { Hub } from "../session/hub.ts";
import type { Presence } from "../session/presence.ts";
import { Roll } from "../session/roll.ts";

interface OthersParts {
  readonly bus: Bus;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly fanout: Fanout;
  readonly conversations: Conversations;
  readonly presence: Presence;
  readonly rate: BucketRate;
}

/** What this node and the others tell each other beside the log. */
interface Others {
  /** Whether the person has a link on another node. */
  isHere(user: string): boolean;
  readonly events: Events;
  readonly limiter: Limiter;
  close(): void;
}

/** The part of the object graph that concerns the other nodes; for a node that has none, next to nothing. */
export function buildOthers(parts: OthersParts): Others {
  const { bus, hub, clock, fanout, conversations, presence, rate } = parts;
  if (bus === alone) {
    const events = new Events(fanout, conversations, bus, () => false);
    return { isHere: () => false, events, limiter: new Limiter(rate, clock), close: () => undefined };
  }
  const roll = new Roll(bus, hub, clock, presence.elsewhere);
  const isHere = (user: string): boolean => roll.isHere(user);
  const events = new Events(fanout, conversations, bus, isHere);
  const limiter = new Limiter(rate, clock, (who, cost) => {
    // whoever has a link here and none elsewhere asks here alone; all others may ask anywhere
    if (isHere(who) || !hub.isHere(who)) bus.publish("spent", JSON.stringify([who, cost]));
  });
  const endings = [
    events.start(),
    bus.subscribe("spent", (text) => {
      const [who, cost] = JSON.parse(text) as [string, number];
      limiter.spent(who, cost);
    }),
  ];
  hub.watch(roll);
  roll.start();
  return {
    isHere,
    events,
    limiter,
    close() {
      for (const end of endings) end();
      roll.close();
    },
  };
}
