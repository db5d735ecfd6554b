import { CLIENT_LIMITS, type Result } from "@skein/protocol";
import type { Background } from "./background.ts";
import type { Clock } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";
import type { Talk } from "./talk.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  readonly talk: (id: string) => Talk;
  /** What is kept of a conversation has changed. */
  readonly saved: (talk: Talk) => void;
}

/** Those asked for within so many ms are one request. */
const GATHER = 20;
/** People of one group about whom it is known whether they have a name of their own there; beyond, the one asked for first is forgotten. */
const KEPT = 1_000;
/** Groups in which somebody has been asked for. */
const GROUPS = 200;

/**
 * What people call themselves in large groups, of which the server tells nobody unasked. Those who were asked for are asked for again
 * with each link, as changes may have passed us by; what is said of it live is applied by whoever follows the log.
 */
export class Nicks {
  private readonly asked = new Map<string, Set<string>>();
  private readonly wanted = new Map<string, Set<string>>();
  private gathering = false;

  constructor(private readonly is: Setup) {}

  want(conv: string, users: readonly string[]): void {
    const { summary } = this.is.talk(conv);
    // of a small group the server tells it; in a channel it tells nobody
    if (summary?.kind !== "group" || summary.marks || summary.settings?.channel) return;
    const asked = bounded(this.asked, conv, GROUPS);
    const unknown = users.filter((user) => !asked.has(user));
    for (const user of unknown) {
      bounded(this.wanted, conv, GROUPS).add(user);
      asked.add(user);
      for (const oldest of asked) {
        if (asked.size <= KEPT) break;
        asked.delete(oldest);
      }
    }
    if (unknown.length > 0) this.gather();
  }

  /** A link is there, and everything is caught up. */
  resume(): void {
    for (const [conv, users] of this.asked) {
      if (this.is.talk(conv).summary) this.wanted.set(conv, new Set(users));
      else this.asked.delete(conv);
    }
    if (this.wanted.size > 0) this.gather();
  }

  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    this.is.clock.after(GATHER, () => this.is.background(() => this.fetch()));
  }

  private async fetch(): Promise<void> {
    this.gathering = false;
    const batch = [...this.wanted];
    this.wanted.clear();
    for (const [conv, users] of batch) {
      const all = [...users];
      for (let at = 0; at < all.length; at += CLIENT_LIMITS.usersPerCall) {
        await this.ask(conv, all.slice(at, at + CLIENT_LIMITS.usersPerCall));
      }
    }
  }

  /** What cannot be had is asked for again with the next link: until then people go by their names. */
  private async ask(conv: string, users: string[]): Promise<void> {
    try {
      this.learn(conv, users, await this.is.caller.call("group.members", { conv, users, limit: users.length }));
    } catch (error) {
      if (SkeinError.from(error).name === "fault") throw error;
    }
  }

  private learn(conv: string, users: readonly string[], { members }: Result<"group.members">): void {
    const talk = this.is.talk(conv);
    const { summary } = talk;
    if (!summary) return;
    const named = members.flatMap(({ user, nick }) => (nick === undefined ? [] : [[user, nick] as const]));
    const others = Object.entries(summary.nicks ?? {}).filter(([user, nick]) => nick !== "" && !users.includes(user));
    const next = [...others, ...named].slice(-KEPT);
    const same = next.length === Object.keys(summary.nicks ?? {}).length;
    if (same && next.every(([user, nick]) => summary.nicks?.[user] === nick)) return;
    talk.summary = { ...summary, nicks: Object.fromEntries(next) };
    this.is.saved(talk);
  }
}

/** The set of a key, made where there is none; the key that came first makes room. */
function bounded(sets: Map<string, Set<string>>, key: string, bound: number): Set<string> {
  const known = sets.get(key);
  if (known) return known;
  const made = new Set<string>();
  sets.set(key, made);
  for (const oldest of sets.keys()) {
    if (sets.size <= bound) break;
    sets.delete(oldest);
  }
  return made;
}
