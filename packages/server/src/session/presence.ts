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

/** Who watches whom. A link watches what its screen shows, so a coming costs as much as there are people who look. [PRES-1] */
export class Presence implements Comings {
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #watched = new WeakMap<Watcher, readonly string[]>();
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

  /** Replaces what the link watched before. */
  watch(watcher: Watcher, users: readonly string[]): void {
    const first = !this.#watched.has(watcher);
    this.#forget(watcher);
    this.#watched.set(watcher, users);
    for (const user of users) {
      const watchers = this.#watchers.get(user);
      if (watchers) watchers.add(watcher);
      else this.#watchers.set(user, new Set([watcher]));
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
    for (const watcher of watchers) watcher.deliver(frame);
  }
}
