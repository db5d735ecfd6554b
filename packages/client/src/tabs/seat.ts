import type { Background } from "../background.ts";
import type { Clock, Timer } from "../clock.ts";
import { makeKey, type Random } from "../key.ts";
import type { LinkFacts } from "../lab/link-facts.ts";
import type { Locks } from "../store/lead.ts";
import type { Link, LinkEvents, Transport } from "../transport/transport.ts";
import type { Channel } from "./channel.ts";
import { Follower } from "./follower.ts";
import { Leader } from "./leader.ts";
import { pageLeaves } from "./page-leaves.ts";

interface Setup {
  /** Whose tabs share: the same for all of them, and for no others. */
  readonly who: string;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  readonly channel?: (name: string) => Channel;
  /** Calls back when the page goes to sleep or away; returns what ends that. */
  readonly leaves?: (listener: () => void) => () => void;
  /** Told whether this tab leads, follows or goes alone, and how it opens the channel that all of them share. */
  readonly told?: (seat: LinkFacts["seat"], channel?: () => Channel) => void;
}

/** A tab that leads and has no link itself goes on for the others for so many ms: longer than any wait between two dials. */
const WITHOUT_OWN = 40_000;

/** The usual transport of a tab: by the link of the tab that leads, which is this one if no other does. [TAB-1] */
export function tabTransport(inner: Transport, is: Setup): Transport {
  let seat: Seat | undefined;
  return (url, events) => {
    seat ??= new Seat(url, inner, is);
    return seat.dial(events);
  };
}

/** A name for the lock and the channels. Whoever can list them must not learn a token from it. */
async function keyFor(url: string, who: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${url} ${who}`));
  return `skein link ${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** This tab's own link: asked for, or there. */
interface Own {
  readonly events: LinkEvents;
  link: Link | undefined;
  over: boolean;
}

/** This tab's place among all of them: it leads, or it follows and queues for the lead. */
class Seat {
  private readonly key: Promise<string>;
  private readonly channel: (name: string) => Channel;
  private leader: Leader | undefined;
  private follower: Follower | undefined;
  private own: Own | undefined;
  /** Lets go of the lock. */
  private release: () => void = () => undefined;
  private idle: Timer | undefined;
  private endLeaves: (() => void) | undefined;

  constructor(
    private readonly url: string,
    private readonly inner: Transport,
    private readonly is: Setup,
  ) {
    this.key = keyFor(url, is.who);
    this.channel = is.channel ?? ((name) => new BroadcastChannel(name));
  }

  dial(events: LinkEvents): Link {
    const end = (): void => {
      own.over = true;
      if (this.own === own) this.own = undefined;
      this.rest();
    };
    const own: Own = {
      events: {
        ...events,
        closed: (code, reason) => {
          end();
          events.closed(code, reason);
        },
      },
      link: undefined,
      over: false,
    };
    this.own = own;
    this.endLeaves ??= (this.is.leaves ?? pageLeaves)(() => this.sleep());
    this.is.background(() => this.begin(own));
    return {
      send: (message) => own.link?.send(message),
      close: (code, reason) => {
        end();
        own.link?.close(code, reason);
      },
    };
  }

  private async begin(own: Own): Promise<void> {
    const key = await this.key;
    try {
      if (!this.leader)
        await new Promise<void>((resolve, reject) => {
          this.seek(key, { ifAvailable: true }, () => !own.over, resolve).catch(reject);
        });
    } catch {
      // The browser lets this page have no locks: it goes alone.
      this.is.told?.("alone");
      if (!own.over) own.link = this.inner(this.url, own.events);
      return;
    }
    if (own.over) return;
    if (this.leader) {
      this.idle?.cancel();
      own.link = this.leader.link(own.events);
    } else this.follow(own, key);
  }

  /**
   * Asks for the lock, and leads as long as it has it.
   *
   * @param decided called once it is known whether we have it
   */
  private async seek(
    key: string,
    options: Parameters<Locks["request"]>[1],
    wanted: () => boolean,
    decided: () => void = () => undefined,
  ): Promise<void> {
    let leads = false;
    try {
      await this.is.locks.request(key, options, (lock) => {
        leads = lock !== null && !this.leader && wanted();
        const held = leads ? this.take(key) : Promise.resolve();
        decided();
        return held;
      });
    } catch (error) {
      if (!leads) throw error;
      // another tab took it from us
      this.lost();
    }
  }

  /** Leads from now on; resolves when it does no more. */
  private take(key: string): Promise<void> {
    const held = new Promise<void>((resolve) => {
      this.release = resolve;
    });
    const { url, inner: transport, channel } = this;
    const { locks, clock, random } = this.is;
    this.leader = new Leader({
      ...{ key, url, transport, locks, clock, random, channel, lead: makeKey(clock.now(), random) },
      ended: (wished) => {
        if (wished) this.giveUp();
        else this.waitForOwn();
      },
    });
    this.is.told?.("leads", () => this.channel(`${key} facts`));
    this.waitForOwn();
    this.follower?.handOver();
    return held;
  }

  private waitForOwn(): void {
    this.idle?.cancel();
    if (this.leader) this.idle = this.is.clock.after(WITHOUT_OWN, () => this.giveUp());
  }

  private giveUp(): void {
    this.lost();
    this.release();
  }

  /** The lock is another tab's, or nobody's. */
  private lost(): void {
    const { leader } = this;
    this.leader = undefined;
    this.idle?.cancel();
    leader?.end();
    this.rest();
  }

  private follow(own: Own, key: string): void {
    const { locks, clock, random, background } = this.is;
    const tab = makeKey(clock.now(), random);
    const over = new AbortController();
    const wanted = (): boolean => !over.signal.aborted;
    const queue = async (steal: boolean): Promise<void> => {
      try {
        await this.seek(key, steal ? { steal } : { signal: over.signal }, wanted);
      } catch (error) {
        if (wanted()) throw error;
      }
    };
    // First a sign of life of its own, so that the leader notices when it goes.
    background(() =>
      locks.request(`${key} ${tab}`, {}, async () => {
        if (own.over) return;
        let gone = (): void => undefined;
        const living = new Promise<void>((resolve) => {
          gone = resolve;
        });
        const follower = new Follower(
          {
            ...{ key, tab, clock, channel: this.channel },
            leaderless: () => background(() => queue(true)),
            ended: () => {
              if (this.follower === follower) this.follower = undefined;
              over.abort();
              gone();
            },
          },
          own.events,
        );
        this.follower = follower;
        this.is.told?.("follows", () => this.channel(`${key} facts`));
        own.link = follower;
        background(() => queue(false));
        await living;
      }),
    );
  }

  /** The page is frozen or put away: others must not wait for it, and on its return it begins anew. [TAB-3] */
  private sleep(): void {
    const { own } = this;
    own?.link?.close(1000, "asleep");
    if (this.leader) this.giveUp();
    own?.events.closed(1006, "asleep");
  }

  /** Nothing of this tab is under way: the page need not be watched. */
  private rest(): void {
    if (this.own || this.leader) return;
    this.is.told?.(undefined);
    this.endLeaves?.();
    this.endLeaves = undefined;
  }
}
