import type { Entry, Summary } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  /** What the server says; returns whether it was older than what is known. */
  readonly told: (summary: Summary) => boolean;
  /** It is no conversation of ours. */
  readonly absent: (id: string) => void;
  /** Entries that came before the conversation was known, in the order of their coming. */
  readonly release: (entries: readonly Entry[]) => void;
  /** Nothing is wanted any more. */
  readonly settled: () => void;
}

/** Entries held for one conversation; what is beyond is read as history. */
const HELD = 200;
/** An answer may have been overtaken by live entries; then it is asked for again. */
const TRIES = 3;
/** Asked for at once; the others wait their turn, so that the server does not take it for a flood. */
const AT_ONCE = 8;
const RETRY = 1_000;

/** Gets single conversations that the device does not know, or not surely; holds their entries meanwhile. */
export class Refresh {
  private readonly wanted = new Set<string>();
  private readonly held = new Map<string, Entry[]>();
  private readonly running = new Set<string>();
  private online = false;

  constructor(private readonly is: Setup) {}

  /** Asks for a conversation, once however often it is wanted meanwhile. */
  want(id: string): void {
    this.wanted.add(id);
    this.start(id);
  }

  /** Keeps an entry of an unknown conversation and asks for that. */
  hold(entry: Entry): void {
    const entries = this.held.get(entry.conv) ?? [];
    if (entries.length < HELD) entries.push(entry);
    this.held.set(entry.conv, entries);
    this.want(entry.conv);
  }

  /** Whether everything that was wanted is here. */
  get idle(): boolean {
    return this.wanted.size === 0 && this.running.size === 0;
  }

  /** What came of it is known by now. What is wanted beside its entries is still to be asked for. */
  told(id: string): void {
    this.held.delete(id);
  }

  forget(id: string): void {
    this.wanted.delete(id);
    this.held.delete(id);
  }

  /** The list is here: what it did not bring is asked for. */
  resume(): void {
    this.online = true;
    for (const id of this.wanted) this.start(id);
  }

  pause(): void {
    this.online = false;
  }

  private start(id: string): void {
    if (!this.online || this.running.has(id) || this.running.size >= AT_ONCE) return;
    this.running.add(id);
    this.is.background(() => this.get(id));
  }

  private async get(id: string): Promise<void> {
    try {
      for (let tries = 0; this.online && this.wanted.has(id); ) {
        try {
          this.wanted.delete(id);
          const { conversation } = await this.is.caller.call("conversation.get", { conv: id });
          tries += 1;
          if (this.is.told(conversation) && tries < TRIES) this.wanted.add(id);
          this.release(id);
        } catch (thrown) {
          const error = SkeinError.from(thrown);
          if (error.retry === "never" && error.name !== "closed") {
            this.forget(id);
            this.is.absent(id);
            return;
          }
          this.wanted.add(id);
          if (error.name !== "offline") await wait(this.is.clock, error.after ?? RETRY);
        }
      }
    } finally {
      this.running.delete(id);
      for (const next of this.wanted) this.start(next);
      if (this.idle) this.is.settled();
    }
  }

  private release(id: string): void {
    const entries = this.held.get(id);
    this.held.delete(id);
    if (entries) this.is.release(entries);
  }
}
