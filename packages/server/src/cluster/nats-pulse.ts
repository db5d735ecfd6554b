import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";

/** Bytes under way to NATS that it has not said it has; beyond that nothing more is taken. */
const WINDOW = 8 * 1024 * 1024;
/** It is asked after so many bytes, and at every beat. */
const ASK_AFTER = WINDOW / 8;
/** So many beats without an answer: the line is dead. */
const BEATS_TO_DEATH = 4;

export interface PulseSetting {
  readonly clock: Clock;
  readonly log: Log;
  /** ms; it is asked whether it is there so often. */
  readonly beat: number;
  /** Resolves once all that was written before has been taken, and all that was on its way to us has been read. */
  readonly ask: () => Promise<void>;
  /** Called once when no answer came for too long. */
  readonly dead: () => void;
}

/**
 * How one connection to NATS fares: whether it is alive, and how much may be written to it. One question is under way at most; its
 * answer says both.
 */
export class NatsPulse {
  #sent = 0;
  #answered = 0;
  #asked = 0;
  #asking = false;
  #missed = 0;
  /** Words that found no room since it last was told. */
  #refused = 0;
  #stopped = false;
  #calm: (() => void) | undefined;

  constructor(private readonly is: PulseSetting) {
    this.#beat();
  }

  /** Whether so many bytes more may go out: NATS, and the way to it, keep up. What was refused is counted and told in the log. */
  admits(bytes: number): boolean {
    if (this.#sent - this.#answered + bytes <= WINDOW) return true;
    if (this.#refused === 0) this.is.log.warn("NATS takes words too slowly: they are dropped");
    this.#refused += 1;
    return false;
  }

  /** So many bytes were written. */
  wrote(bytes: number): void {
    this.#sent += bytes;
    if (this.#sent - this.#asked > ASK_AFTER) this.#ask();
  }

  stop(): void {
    this.#stopped = true;
    this.#calm?.();
  }

  #beat(): void {
    this.#calm = this.is.clock.after(this.is.beat, () => {
      if (this.#asking) this.#miss();
      else this.#ask();
      if (!this.#stopped) this.#beat();
    });
  }

  /** Counted by beats and not by time: a node that was stopped itself must not blame NATS. */
  #miss(): void {
    this.#missed += 1;
    if (this.#missed === 1) this.is.log.warn("NATS answers late: it, this node or the way between is too slow");
    if (this.#missed < BEATS_TO_DEATH) return;
    this.stop();
    this.is.dead();
  }

  #ask(): void {
    if (this.#asking || this.#stopped) return;
    this.#asking = true;
    this.#asked = this.#sent;
    this.is.ask().then(
      () => this.#heard(),
      (fault: unknown) => this.is.log.debug({ err: fault }, "NATS left a question unanswered"),
    );
  }

  #heard(): void {
    this.#answered = this.#asked;
    this.#asking = false;
    this.#missed = 0;
    if (this.#refused > 0) this.is.log.warn({ words: this.#refused }, "NATS takes words again; these were dropped");
    this.#refused = 0;
    if (this.#sent - this.#asked > ASK_AFTER) this.#ask();
  }
}
