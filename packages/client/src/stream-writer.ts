import type { Result } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import { makeKey, type Random } from "./key.ts";
import type { Caller } from "./link/requests.ts";

interface Setup {
  readonly conv: string;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  /** The message that it answers. */
  readonly reply?: number;
}

/** At most one piece on its way in so many ms. */
const PACE = 100;
const RETRY = 1_000;
/** How often what the server could not take for now is tried again. */
const TRIES = 30;

/**
 * A message that one writes piece by piece while others read it. After a cut it goes on where the server has got to. Unless it is
 * finished or cancelled the server ends it by itself, a minute after the last piece.
 */
export class StreamWriter {
  private whole = "";
  private at = 0;
  private running: Promise<void> | undefined;
  private fault: SkeinError | undefined;

  private constructor(
    private readonly is: Setup,
    /** Its id, and that of its line in the timeline. */
    readonly id: string,
  ) {}

  static async start(is: Setup): Promise<StreamWriter> {
    const key = makeKey(is.clock.now(), is.random);
    const reply = is.reply === undefined ? {} : { reply: { seq: is.reply } };
    const { stream } = await again(is, () => is.caller.call("stream.start", { conv: is.conv, key, ...reply }));
    return new StreamWriter(is, stream);
  }

  /** Adds text; it is sent in a moment, with what comes until then. After a refusal, which `finish` tells, it does nothing. */
  write(text: string): void {
    this.whole += text;
    if (this.fault || this.running) return;
    this.is.background(() => {
      this.running = this.drain();
      return this.running;
    });
  }

  /**
   * Makes a message of it.
   *
   * @throws SkeinError what the server refused; `ended` when it was given up or timed out
   */
  async finish(): Promise<Result<"stream.finish">> {
    const fault = await this.settled();
    if (fault) throw fault;
    return again(this.is, () => this.is.caller.call("stream.finish", { stream: this.id }));
  }

  /** Gives it up: nothing of it stays. */
  async cancel(): Promise<void> {
    this.whole = this.whole.slice(0, this.at);
    while (this.running) await this.running;
    await again(this.is, () => this.is.caller.call("stream.cancel", { stream: this.id }));
  }

  /** Everything was sent, or this is why not. */
  private async settled(): Promise<SkeinError | undefined> {
    while (this.running) await this.running;
    if (!this.fault && this.at < this.whole.length) await this.drain();
    return this.fault;
  }

  /** Sends what is written, until there is nothing left or it is refused. */
  private async drain(): Promise<void> {
    try {
      for (let piece = this.piece(); piece !== ""; piece = this.piece()) {
        await again(this.is, () => this.append(piece));
        await wait(this.is.clock, PACE);
      }
    } catch (error) {
      this.fault = SkeinError.from(error);
    } finally {
      this.running = undefined;
    }
  }

  /** What comes next; half a pair of surrogates waits for the other half. */
  private piece(): string {
    const rest = this.whole.slice(this.at);
    return /[\uD800-\uDBFF]$/.test(rest) ? rest.slice(0, -1) : rest;
  }

  private async append(text: string): Promise<void> {
    const { caller } = this.is;
    try {
      ({ at: this.at } = await caller.call("stream.append", { stream: this.id, at: this.at, text }));
    } catch (error) {
      // a piece whose answer was lost is there already
      if (SkeinError.from(error).name !== "conflict") throw error;
      ({ at: this.at } = await caller.call("stream.get", { stream: this.id }));
    }
  }
}

/** Tries again what could not be done for now. */
async function again<T>(is: Setup, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      if (error.retry !== "later" || tries === TRIES) throw error;
      await wait(is.clock, error.after ?? RETRY);
    }
  }
}
