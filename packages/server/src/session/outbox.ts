import { CLOSE } from "@skein/protocol";
import type { Clock } from "../kit/clock.ts";
import type { Fate, TellFate } from "../message/audience.ts";
import type { Link } from "../transport/link.ts";

/** Gathers the outboxes that have something, and lets each write once when what is running is done. */
export class Flusher {
  /** Frames that left; what went out together for a busy conversation came in as one. */
  frames = 0;
  /** Readers that were cut off. */
  slow = 0;
  #dirty: Outbox[] = [];

  constructor(private readonly clock: Clock) {}

  add(outbox: Outbox): void {
    if (this.#dirty.push(outbox) > 1) return;
    this.clock.soon(() => {
      const dirty = this.#dirty;
      this.#dirty = [];
      for (const each of dirty) each.flush();
    });
  }
}

/** What waits for one link: bounded, written as one. A reader that stays behind the bound is cut off and resumes. [SLOW-1] */
export class Outbox {
  #frames: string[] = [];
  #held: string[] | undefined;
  /** Of what waits: those of which somebody wants to know what becomes of them. Few, so most outboxes have none. */
  #fates: TellFate[] | undefined;
  #size = 0;
  #queued = false;
  #behind = false;
  #closed = false;

  constructor(
    private readonly link: Link,
    private readonly flusher: Flusher,
    private readonly bound: number,
  ) {}

  push(frame: string, tell?: TellFate): void {
    if (tell) (this.#fates ??= []).push(tell);
    if (this.#closed) {
      this.#tell("gone");
      return;
    }
    // what waits already is bounded, not the frame: a large answer must not cut off whoever has read all before it
    // (where the peer keeps up nothing waits below us, and asking costs a call for each frame)
    if (this.#size + (this.#behind ? this.link.waiting() : 0) > this.bound) {
      this.flusher.slow += 1;
      this.close(CLOSE.slow.code, "too far behind");
      return;
    }
    this.#size += frame.length;
    if (this.#held) {
      this.#held.push(frame);
      return;
    }
    this.#frames.push(frame);
    this.#plan();
  }

  /** From now on keep frames back: something must go before them that is not ready yet. */
  hold(): void {
    this.#held ??= [];
  }

  /** First these, then what was held back. */
  release(first: readonly string[]): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const frame of first) this.push(frame);
    for (const frame of held) this.#frames.push(frame);
    this.#plan();
  }

  drained(): void {
    this.#behind = false;
    this.#plan();
  }

  flush(): void {
    this.#queued = false;
    if (this.#behind || this.#closed || this.#frames.length === 0) return;
    const text = this.#frames.length === 1 ? (this.#frames[0] as string) : this.#frames.join("\n");
    this.flusher.frames += this.#frames.length;
    this.#frames = [];
    this.#size = 0;
    for (const frame of this.#held ?? []) this.#size += frame.length;
    this.#behind = !this.link.write(text);
    this.#tell(this.#behind ? "behind" : "written");
  }

  /** Writes what is ready, then closes the link. */
  close(code: number, reason: string): void {
    if (this.#closed) return;
    if (code === CLOSE.slow.code) this.#tell("slow");
    else this.flush();
    this.dropped();
    this.link.close(code, reason);
  }

  /** The link is gone: nothing is kept. */
  dropped(): void {
    this.#closed = true;
    this.#frames = [];
    this.#held = undefined;
    this.#tell("gone");
  }

  #tell(fate: Fate): void {
    const fates = this.#fates;
    if (!fates) return;
    this.#fates = undefined;
    for (const tell of fates) tell(fate);
  }

  #plan(): void {
    if (this.#queued || this.#behind || this.#frames.length === 0) return;
    this.#queued = true;
    this.flusher.add(this);
  }
}
