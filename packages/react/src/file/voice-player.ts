import type { Observable } from "@skein/client";

/** What is heard now. */
export interface Playing {
  /** What it belongs to; undefined: nothing. */
  readonly id: string | undefined;
  readonly on: boolean;
  /** ms */
  readonly at: number;
  readonly speed: number;
  /** It could not be played. */
  readonly failed: boolean;
}

/** Something to be heard. */
export interface Track {
  readonly id: string;
  /** Where it is; asked when it begins. */
  readonly url: () => Promise<string>;
  /** It was heard to its end. */
  readonly ended?: (() => void) | undefined;
}

const SPEEDS = [1, 1.5, 2] as const;

/** One voice at a time in a page: whoever begins ends the one before. It is heard on while one looks elsewhere. */
class VoicePlayer implements Observable<Playing> {
  private audio: HTMLAudioElement | undefined;
  private track: Track | undefined;
  private state: Playing = { id: undefined, on: false, at: 0, speed: 1, failed: false };
  private readonly listeners = new Set<() => void>();
  /** Counts what was begun: what comes late of an earlier one is not heard. */
  private turn = 0;

  readonly get = (): Playing => this.state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Plays it, from where it was left, or pauses it. */
  async toggle(track: Track): Promise<void> {
    if (this.track?.id === track.id && this.audio) {
      if (this.state.on) this.audio.pause();
      else await this.audio.play();
      return;
    }
    await this.begin(track, 0);
  }

  /** Goes to a place in it, ms; begins there where it is not heard now. */
  async seek(track: Track, at: number): Promise<void> {
    if (this.track?.id !== track.id || !this.audio) return this.begin(track, at);
    this.audio.currentTime = at / 1_000;
    this.tell({ at });
  }

  nextSpeed(): void {
    const next = SPEEDS[(SPEEDS.indexOf(this.state.speed as 1) + 1) % SPEEDS.length] ?? 1;
    if (this.audio) this.audio.playbackRate = next;
    this.tell({ speed: next });
  }

  /** What belongs to it is gone. */
  stop(id?: string): void {
    if (id !== undefined && this.track?.id !== id) return;
    this.turn += 1;
    this.audio?.pause();
    this.audio = undefined;
    this.track = undefined;
    this.tell({ id: undefined, on: false, at: 0, failed: false });
  }

  private async begin(track: Track, at: number): Promise<void> {
    this.stop();
    const { turn } = this;
    this.track = track;
    this.tell({ id: track.id, at });
    try {
      const url = await track.url();
      if (turn !== this.turn) return;
      const audio = new Audio(url);
      this.audio = audio;
      audio.playbackRate = this.state.speed;
      if (at > 0) audio.currentTime = at / 1_000;
      const here = (change: () => void) => () => {
        if (turn === this.turn) change();
      };
      audio.addEventListener(
        "play",
        here(() => this.tell({ on: true })),
      );
      audio.addEventListener(
        "pause",
        here(() => this.tell({ on: false })),
      );
      audio.addEventListener(
        "timeupdate",
        here(() => this.tell({ at: audio.currentTime * 1_000 })),
      );
      audio.addEventListener(
        "error",
        here(() => this.tell({ on: false, failed: true })),
      );
      audio.addEventListener(
        "ended",
        here(() => {
          this.stop();
          track.ended?.();
        }),
      );
      await audio.play();
    } catch (error) {
      if (turn === this.turn) this.tell({ on: false, failed: !isInterrupted(error) });
    }
  }

  private tell(change: Partial<Playing>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}

/** It was paused before it had begun, or the browser waits for a press. */
function isInterrupted(error: unknown): boolean {
  return error instanceof DOMException && (error.name === "AbortError" || error.name === "NotAllowedError");
}

export const voicePlayer = new VoicePlayer();
