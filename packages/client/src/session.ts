import type { Welcome } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { PushFrame } from "./link/connection-events.ts";
import type { StopReason } from "./link/connection-state.ts";
import type { Saved, Store, StoreEvents } from "./store/store.ts";

interface Setup {
  readonly url: string;
  readonly store: Store;
  readonly storeEvents: StoreEvents;
  readonly background: Background;
  /** Loads what keeps in step with the log: no frame is let in before. */
  readonly rest: () => Promise<{ readonly sync: InStep }>;
  /** What was stored is here. */
  readonly opened: (saved: Saved) => void;
  readonly clock: Clock;
  /** Ends the link for good. */
  readonly stop: (reason: StopReason) => void;
}

interface InStep {
  welcomed(welcome: Welcome): void;
  lost(): void;
  pushed(frame: PushFrame): void;
}

/** What could not be loaded is tried again after so many ms, then after twice as many. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Who is signed in on this device: opens what is stored of them, then lets the link's frames in. */
export class Session {
  /** The server's clock less ours, ms. */
  skew = 0;
  private id: string | undefined;
  private opening: Promise<void> | undefined;
  /** Absent until all is here that it takes. */
  private sync: InStep | undefined;
  /** What came before. */
  private inbox: ((sync: InStep) => void)[] = [];

  constructor(private readonly is: Setup) {}

  /** The signed-in person; empty until known. */
  get user(): string {
    return this.id ?? "";
  }

  /** Opens what is stored of a person. */
  open(user: string): Promise<void> {
    this.id = user;
    this.opening ??= this.load(user);
    return this.opening;
  }

  welcomed(welcome: Welcome): void {
    this.skew = welcome.now - this.is.clock.now();
    if (this.id !== undefined && this.id !== welcome.user) {
      // Somebody else's logs must not be mixed into what is here.
      const { code, name } = SkeinError.local("other_user");
      this.is.stop({ code, name });
      return;
    }
    this.inbox = [];
    this.whenOpen((sync) => sync.welcomed(welcome));
    if (!this.sync) this.is.background(() => this.open(welcome.user));
  }

  pushed(frame: PushFrame): void {
    this.whenOpen((sync) => sync.pushed(frame));
  }

  lost(): void {
    this.inbox = [];
    this.sync?.lost();
  }

  private whenOpen(task: (sync: InStep) => void): void {
    if (this.sync) task(this.sync);
    else this.inbox.push(task);
  }

  private async load(user: string): Promise<void> {
    let saved: Saved = { conversations: [], people: [], outbox: [], drafts: [] };
    try {
      saved = await this.is.store.open({ url: this.is.url, user }, this.is.storeEvents);
    } catch (error) {
      this.is.storeEvents.failed(SkeinError.local("store", error));
    }
    this.is.opened(saved);
    // nobody waits for it: the link is made meanwhile, and what it tells is kept
    this.is.background(() => this.follow());
  }

  /** Loads what keeps in step, and lets the frames in. */
  private async follow(): Promise<void> {
    for (let ms = FIRST_WAIT; !this.sync; ms = Math.min(LONGEST_WAIT, 2 * ms)) {
      try {
        this.sync = (await this.is.rest()).sync;
      } catch (error) {
        this.is.storeEvents.failed(SkeinError.from(error));
        await wait(this.is.clock, ms);
      }
    }
    for (const task of this.inbox.splice(0)) task(this.sync);
  }
}
