import { expect, test } from "bun:test";
import { seeded } from "../../test/virtual-clock.ts";
import { answered, BEATS, type Beat, firstBeat, lost } from "./adaptive-heartbeat.ts";

/** A network that forgets a link after so many ms of silence; another number for each beat. */
type Network = () => number;

/** Beats on a network; returns each state. */
function run(network: Network, beats: number, from: Beat = firstBeat()): Beat[] {
  const states: Beat[] = [];
  let beat = from;
  for (let index = 0; index < beats; index += 1) {
    beat = beat.interval <= network() ? answered(beat) : lost(beat);
    states.push(beat);
  }
  return states;
}

const last = (states: readonly Beat[]): Beat => states.at(-1) ?? firstBeat();
const SEEDS = Array.from({ length: 300 }, (_, index) => index + 1);
/** A time-out anywhere between what is as short as the shortest beat and twice what is tried at most. */
const timeoutOf = (random: () => number): number => BEATS.least * 1.02 + random() * 2 * BEATS.most;
/** What is expected of a network: within 10 % below it, never above, or the cap. */
const near = (interval: number, timeout: number): boolean =>
  interval <= timeout && interval >= 0.9 * Math.min(timeout, BEATS.most);

test("[BEAT-6] it finds a fixed time-out within 10 % and stays there", () => {
  for (const seed of SEEDS) {
    const timeout = timeoutOf(seeded(seed));
    const states = run(() => timeout, 90);
    const settled = states.findIndex(({ phase }) => phase === "settled");
    expect(settled).toBeGreaterThan(0);
    for (const state of states.slice(settled))
      expect([seed, state.phase, near(state.interval, timeout)]).toEqual([seed, "settled", true]);
  }
});

test("[BEAT-6] it comes down to a network that bears less than was remembered, and up to one that bears more", () => {
  for (const seed of SEEDS) {
    const random = seeded(seed);
    const timeout = timeoutOf(random);
    const remembered = timeoutOf(random);
    const states = run(() => timeout, 1_000, firstBeat(Math.min(BEATS.most, remembered)));
    const { phase, interval } = states.findLast((state) => state.phase === "settled") ?? firstBeat();
    expect([seed, phase, near(interval, timeout)]).toEqual([seed, "settled", true]);
  }
});

test("[BEAT-6] it follows a network that changes under it", () => {
  for (const seed of SEEDS) {
    const random = seeded(seed);
    let timeout = timeoutOf(random);
    let beat = firstBeat();
    for (let change = 0; change < 4; change += 1) {
      beat = last(run(() => timeout, 1_000, beat));
      const settled = run(() => timeout, 150, beat).findLast((state) => state.phase === "settled");
      expect([seed, near(settled?.interval ?? 0, timeout)]).toEqual([seed, true]);
      timeout = timeoutOf(random);
    }
  }
});

test("[BEAT-6] on a time-out that varies it settles near, and seldom loses a link from then on", () => {
  for (const seed of SEEDS) {
    const random = seeded(seed);
    const timeout = Math.min(timeoutOf(random), BEATS.most);
    const network = () => timeout * (0.95 + 0.1 * random());
    const states = run(network, 2_000).slice(1_000);
    const settled = states.filter(({ phase }) => phase === "settled");
    const close = settled.filter(({ interval }) => interval >= 0.85 * timeout && interval <= 1.05 * timeout);
    const losses = states.filter((state, at) => state.lost > (states[at - 1]?.lost ?? 0)).length;
    expect([seed, settled.length > 600, close.length / settled.length > 0.95, losses < 100]).toEqual([
      seed,
      true,
      true,
      true,
    ]);
  }
});

test("[BEAT-6] one beat that is lost by chance changes nothing, and no state is ever out of bounds", () => {
  for (const seed of SEEDS) {
    const random = seeded(seed);
    for (const state of run(() => (random() < 0.05 ? 0 : 200_000), 1_000)) {
      expect(state.interval).toBeGreaterThanOrEqual(BEATS.least);
      expect(state.interval).toBeLessThanOrEqual(BEATS.most);
    }
    const settled = last(run(() => 200_000, 90));
    expect(lost(settled).interval).toBe(settled.interval);
    expect(answered(lost(settled))).toMatchObject({ interval: settled.interval, lost: 0 });
  }
});
