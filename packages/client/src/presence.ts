import { CLIENT_LIMITS, type Presence as PresenceState } from "@skein/protocol";
import type { Background } from "./background.ts";
import type { Clock, Timer } from "./clock.ts";
import { SkeinError } from "./error.ts";
import { Keyed } from "./keyed.ts";
import type { Caller } from "./link/requests.ts";
import type { Observable } from "./observable.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
}

/** Watchers that come and go within so many ms are one request. */
const SETTLE = 50;
const RETRY = 1_000;

/** Who is here, of those whom somebody watches. */
export class Presence {
  private readonly states = new Keyed<PresenceState>({ values: CLIENT_LIMITS.watched, handles: 10_000 });
  private readonly watchers = new Set<readonly string[]>();
  private told = "";
  private timer: Timer | undefined;
  private online = false;

  constructor(private readonly is: Setup) {}

  /** Whether a person is here; undefined until told, which needs a watcher. */
  readonly of = (id: string): Observable<PresenceState | undefined> => this.states.of(id);

  /**
   * Wants to hear of people until the returned function is called. Of all watchers together the 200 people asked for last are watched.
   *
   * @example const end = client.presence.watch(["bob"]);
   */
  readonly watch = (ids: readonly string[]): (() => void) => {
    const own = [...ids];
    this.watchers.add(own);
    this.settle();
    return () => {
      if (this.watchers.delete(own)) this.settle();
    };
  };

  /** Somebody may be seen now who could not before: asks again. */
  again(): void {
    this.told = "";
    this.settle();
  }

  event(state: PresenceState): void {
    this.states.set(state.user, state);
  }

  resume(): void {
    this.online = true;
    this.told = "";
    this.settle();
  }

  pause(): void {
    this.online = false;
    this.timer?.cancel();
    this.timer = undefined;
  }

  private settle(): void {
    if (!this.online || this.timer) return;
    this.timer = this.is.clock.after(SETTLE, () => {
      this.timer = undefined;
      this.is.background(() => this.tell());
    });
  }

  private async tell(): Promise<void> {
    const users = [...new Set([...this.watchers].flat().toReversed())].slice(0, CLIENT_LIMITS.watched).toSorted();
    const wish = users.join(" ");
    if (wish === this.told) return;
    this.told = wish;
    for (const id of [...this.states.keys()]) if (!users.includes(id)) this.states.delete(id);
    try {
      const { presence } = await this.is.caller.call("presence.watch", { users });
      for (const state of presence) this.event(state);
    } catch (thrown) {
      if (this.told === wish) this.told = "";
      this.is.clock.after(SkeinError.from(thrown).after ?? RETRY, () => this.settle());
    }
  }
}
