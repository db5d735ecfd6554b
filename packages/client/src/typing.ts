import { CLIENT_LIMITS } from "@skein/protocol";
import type { Clock, Timer } from "./clock.ts";

/** Renewed a good while before the others would forget it. */
const RENEW = CLIENT_LIMITS.typing - 2_000;
/** Without another key press for so long one types no more. */
const PAUSE = 5_000;

/** Who types in one conversation: each is forgotten after a while without being told again. */
export class Typists {
  private readonly timers = new Map<string, Timer>();
  private list: readonly string[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  get users(): readonly string[] {
    return this.list;
  }

  told(user: string, active: boolean): void {
    this.timers.get(user)?.cancel();
    const known = this.timers.has(user);
    if (active)
      this.timers.set(
        user,
        this.clock.after(CLIENT_LIMITS.typing, () => this.told(user, false)),
      );
    else this.timers.delete(user);
    if (active !== known) this.update();
  }

  clear(): void {
    for (const timer of this.timers.values()) timer.cancel();
    this.timers.clear();
    if (this.list.length > 0) this.update();
  }

  private update(): void {
    this.list = [...this.timers.keys()];
    this.changed();
  }
}

/** Tells the others that one types: at once, again before they forget it, and that it is over. */
export class OwnTyping {
  private active = false;
  private toldAt = Number.NEGATIVE_INFINITY;
  private timer: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (active: boolean) => void,
  ) {}

  /** Each `true` counts as a key press and holds for 5 s; `false` ends it at once. */
  set(active: boolean): void {
    this.timer?.cancel();
    if (active) {
      this.timer = this.clock.after(PAUSE, () => this.set(false));
      if (!this.active || this.clock.now() - this.toldAt >= RENEW) {
        this.toldAt = this.clock.now();
        this.tell(true);
      }
    } else if (this.active) this.tell(false);
    this.active = active;
  }

  /** The message that was typed is its own sign that typing is over. */
  sent(): void {
    this.timer?.cancel();
    this.active = false;
  }
}
