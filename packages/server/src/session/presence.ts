import type { Clock } from "../kit/clock.ts";
import { eventFrame } from "../message/fanout.ts";
import type { Comings, Hub } from "./hub.ts";

/** Whoever hears of a person's coming and going, until it is gone itself. */
export interface Watcher {
  deliver(frame: string): void;
  whenGone(call: () => void): void;
}

/** Keeps when people were last seen. */
export type KeepSeen = (user: string, at: number) => void;

/** Whose link a watcher is, and whether they may see the person they watch. */
interface Sight {
  readonly asker: string;
  allowed: boolean;
}

/** Of these askers, those who may see a person come and go. */
export type Seers = (of: string, askers: readonly string[]) => Promise<ReadonlySet<string>>;

/** Who watches whom. A link watches what its screen shows, so a coming costs as much as there are people who look. [PRES-1] */
export class Presence implements Comings {
  readonly #watchers = new Map<string, Map<Watcher, Sight>>();
  readonly #watched = new WeakMap<Watcher, readonly string[]>();
  /** Counts changes of who may see whom: what was found out before one may be wrong after it. */
  changes = 0;
  /** Comings and goings on other nodes. */
  readonly elsewhere: Comings = {
    arrived: (user) => {
      if (!this.hub.isHere(user)) this.#tell(user, { user, online: true });
    },
    left: (user) => {
      if (!this.hub.isHere(user)) this.#tell(user, { user, online: false, seen: this.clock.now() });
    },
  };

  constructor(
    private readonly hub: Hub,
    private readonly clock: Clock,
    private readonly keepSeen: KeepSeen,
    /** Whether the person has a link on another node. */
    private readonly isElsewhere: (user: string) => boolean,
  ) {}

  /** Replaces what the link watched before; of those that are not `visible` it hears once it may see them. */
  watch(watcher: Watcher, asker: string, users: readonly string[], visible: { has(user: string): boolean }): void {
    const first = !this.#watched.has(watcher);
    this.#forget(watcher);
    this.#watched.set(watcher, users);
    for (const user of users) {
      const sight: Sight = { asker, allowed: visible.has(user) };
      const watchers = this.#watchers.get(user);
      if (watchers) watchers.set(watcher, sight);
      else this.#watchers.set(user, new Map([[watcher, sight]]));
    }
    // last: one that is gone by now is forgotten at once
    if (first) {
      watcher.whenGone(() => {
        this.#forget(watcher);
      });
    }
  }

  #forget(watcher: Watcher): void {
    for (const user of this.#watched.get(watcher) ?? []) {
      const watchers = this.#watchers.get(user);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.#watchers.delete(user);
    }
  }

  /** Others may see this person than before: whoever may no longer is told that they are away, whoever may now how it is. [PRIV-3] */
  async resight(user: string, seers: Seers): Promise<void> {
    this.changes += 1;
    const watchers = this.#watchers.get(user);
    if (!watchers) return;
    const may = await seers(user, [...new Set([...watchers.values()].map(({ asker }) => asker))]);
    // one that began to watch meanwhile was looked at by itself; `watchPresence` looks again where something changed
    for (const [watcher, sight] of this.#watchers.get(user) ?? []) {
      const allowed = may.has(sight.asker);
      if (allowed === sight.allowed) continue;
      sight.allowed = allowed;
      watcher.deliver(eventFrame("presence", { user, online: allowed && this.isOnline(user) }));
    }
  }

  isOnline(user: string): boolean {
    return this.hub.isHere(user) || this.isElsewhere(user);
  }

  arrived(user: string): void {
    // kept also on coming: should the server be killed, this is the latest that is known
    this.keepSeen(user, this.clock.now());
    if (!this.isElsewhere(user)) this.#tell(user, { user, online: true });
  }

  left(user: string): void {
    const seen = this.clock.now();
    this.keepSeen(user, seen);
    if (!this.isElsewhere(user)) this.#tell(user, { user, online: false, seen });
  }

  #tell(user: string, presence: object): void {
    const watchers = this.#watchers.get(user);
    if (!watchers) return;
    const frame = eventFrame("presence", presence);
    for (const [watcher, { allowed }] of watchers) if (allowed) watcher.deliver(frame);
  }
}
