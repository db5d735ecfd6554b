import { systemClock } from "./clock.ts";

/** Rests so many times as long as the work took: while the process has little to do, and where it always has much. */
const REST = { calm: 4, always: 9, least: 2 } as const;
/** While it has much to do for once, a piece each so many ms: what has the machine then is served, and the work comes after it. */
const BURST = 2_000;
/** Much to do for so long will not end soon: then the work is done all the same. ms */
const LONG = 60_000;
/** The process has much to do where it takes more than this of one processor. */
const BUSY = 0.6;
/** How long the process is looked at for that, ms. */
const SPAN = 200;

/**
 * How long work that nobody waits for rests between its pieces, so that what serves people has the machine: measured by the real clock and
 * by what this process takes of a processor, looked at a few times a second.
 *
 * @example await rest(way.after(took)); // ms
 */
export class GiveWay {
  #since = systemClock.now();
  #used = process.cpuUsage();
  /** Since when it has had much to do; 0: it has little. */
  #busy = 0;

  /**
   * @param took of the piece that was done, ms
   * @returns ms until the next one
   */
  after(took: number): number {
    this.#look();
    const { calm, always, least } = REST;
    if (this.#busy === 0) return Math.max(least, calm * took);
    return this.#since - this.#busy < LONG ? BURST : Math.max(least, always * took);
  }

  #look(): void {
    const now = systemClock.now();
    if (now - this.#since < SPAN) return;
    const { user, system } = process.cpuUsage(this.#used);
    const much = (user + system) / 1000 / (now - this.#since) > BUSY;
    if (!much) this.#busy = 0;
    else if (this.#busy === 0) this.#busy = now;
    this.#since = now;
    this.#used = process.cpuUsage();
  }
}
