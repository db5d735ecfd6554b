/**
 * How long a link may be silent before the network forgets it, found by trying: the fewer beats, the longer a battery lasts. A pure state:
 * whoever beats tells what became of each beat, and gets the next state.
 *
 * It begins at the shortest interval and lets three beats prove the network. Then it lengthens by half after five answered ones, up to the
 * cap. Two that were not answered name a bound from above, and it goes on between what was proven and that until they are close. What is
 * settled on is an interval that five beats have proven. Two failures in a row there are a step back; two more without a success between mean
 * another network: it starts over.
 */
export interface Beat {
  readonly phase: "proving" | "probing" | "settled";
  /** Ms of silence before the next beat. */
  readonly interval: number;
  /** The longest that is proven, ms; 0: none. */
  readonly proven: number;
  /** The shortest that failed, ms. */
  readonly failed: number | undefined;
  /** Beats since the last change that were answered, and that were not. */
  readonly answered: number;
  readonly lost: number;
}

/** The numbers of it, ms. */
export const BEATS = {
  least: 30_000,
  most: 600_000,
  proofs: 3,
  successes: 5,
  failures: 2,
  growth: 1.5,
  /** Settled once what failed is at most so much longer than what is proven. */
  precision: 1.06,
  /** How far it steps back from what was settled on. */
  back: 0.94,
  /** After so many beats in peace it looks whether the network bears more than it did. */
  peace: 300,
} as const;

/**
 * A network that is new, or one of which is known what it bears.
 *
 * @param settled the interval that was settled on there before, ms
 */
export function firstBeat(settled?: number): Beat {
  const known = { failed: undefined, answered: 0, lost: 0 };
  return settled === undefined
    ? { phase: "proving", interval: BEATS.least, proven: 0, ...known }
    : { phase: "settled", interval: settled, proven: settled, ...known };
}

/** The beat was answered. */
export function answered(beat: Beat): Beat {
  const next = { ...beat, answered: beat.answered + 1, lost: beat.phase === "settled" ? 0 : beat.lost };
  if (beat.phase === "settled") {
    const bearsMore = next.answered >= BEATS.peace && beat.interval < BEATS.most;
    // barely more: where it does not, two links are lost and no more
    const interval = Math.min(BEATS.most, Math.floor(beat.proven * BEATS.precision));
    return bearsMore ? { ...next, phase: "probing", interval, failed: undefined, answered: 0 } : next;
  }
  const enough = beat.phase === "proving" ? BEATS.proofs : BEATS.successes;
  return next.answered < enough ? next : probe(beat.interval, beat.failed);
}

/** The beat was not answered, and the link is gone. */
export function lost(beat: Beat): Beat {
  const next = { ...beat, lost: beat.lost + 1 };
  if (next.lost < BEATS.failures) return next;
  // nothing is shorter: such a network is not mended by beats
  if (beat.phase === "proving") return firstBeat();
  if (beat.phase === "probing") return probe(beat.proven, beat.interval);
  if (beat.answered < BEATS.successes) return firstBeat();
  const interval = Math.max(BEATS.least, Math.round(beat.interval * BEATS.back));
  return { ...firstBeat(interval), failed: beat.interval };
}

/** Tries what lies between what is proven and what failed, or settles where nothing does. */
function probe(proven: number, failed: number | undefined): Beat {
  const closed = failed !== undefined && failed <= proven * BEATS.precision;
  if (closed || proven >= BEATS.most) {
    return { phase: "settled", interval: proven, proven, failed, answered: 0, lost: 0 };
  }
  const longer = failed === undefined ? proven * BEATS.growth : (proven + failed) / 2;
  const interval = Math.min(BEATS.most, Math.round(longer));
  return { phase: "probing", interval, proven, failed, answered: 0, lost: 0 };
}
