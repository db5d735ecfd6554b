import type { Entry, Welcome } from "@skein/protocol";
import type { Background } from "./background.ts";
import { SkeinError } from "./error.ts";
import type { PushFrame } from "./link/connection-events.ts";
import type { StopReason } from "./link/connection-state.ts";
import type { Saved, Store, StoreEvents } from "./store/store.ts";

interface Setup {
  readonly url: string;
  readonly store: Store;
  readonly storeEvents: StoreEvents;
  readonly background: Background;
  /** Resolves when all is here that keeps in step with the log: what came before would be lost on it. */
  readonly rest: () => Promise<unknown>;
  /** What was stored is here. */
  readonly opened: (saved: Saved) => void;
  readonly clock: { now(): number };
  readonly sync: { welcomed(welcome: Welcome): void; lost(): void; pushed(frame: PushFrame): void };
  /** Ends the link for good. */
  readonly stop: (reason: StopReason) => void;
}

/** Who is signed in on this device: opens what is stored of them, then lets the link's frames in. */
export class Session {
  /** The server's clock less ours, ms. */
  skew = 0;
  private id: string | undefined;
  private opening: Promise<void> | undefined;
  private isOpen = false;
  /** What came before the store was open. */
  private inbox: (() => void)[] = [];

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
    this.whenOpen(() => this.is.sync.welcomed(welcome));
    if (!this.isOpen) this.is.background(() => this.open(welcome.user));
  }

  pushed(frame: PushFrame): void {
    this.whenOpen(() => this.is.sync.pushed(frame));
  }

  lost(): void {
    this.inbox = [];
    if (this.isOpen) this.is.sync.lost();
  }

  private whenOpen(task: () => void): void {
    if (this.isOpen) task();
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
    try {
      await this.is.rest();
    } catch (error) {
      this.is.storeEvents.failed(SkeinError.from(error));
    }
    this.isOpen = true;
    const { inbox } = this;
    this.inbox = [];
    for (const task of inbox) task();
  }
}

/** Whether an entry is worth a sound: somebody else said it. What the server writes by itself bears no key. */
export function isSaid(entry: Entry, me: string): boolean {
  return entry.from !== me && entry.key !== undefined;
}
