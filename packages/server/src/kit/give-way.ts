import { systemClock } from "./clock.ts";

/**
 * Rests so many times as long as the work took: while the process has much to do for once, which then has the machine; where that does not
 * end, so that the work is done all the same; and while it has little.
 */
const REST = { busy: 40, always: 9, calm: 4, least: 2 } as const;
/** Much to do for so long will not end soon. ms */
const LONG = 120_000;
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
    const { busy, always, calm, least } = REST;
    const times = this.#busy === 0 ? calm : this.#since - this.#busy < LONG ? busy : always;
    return Math.max(least, times * took);
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
