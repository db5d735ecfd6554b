/** Where a list stands, px. */
export interface Stand {
  readonly scrollOffset: number;
  readonly scrollSize: number;
}

export interface Hold {
  /** A wheel, a finger or a key was at the list. */
  readonly hand: () => void;
  /** Whether the person has just scrolled away from the end, told of each scroll. */
  readonly left: (stand: Stand) => boolean;
  /** A scroll has come to its end. */
  readonly ended: () => void;
  /** What a hand did before counts no more. */
  readonly rest: () => void;
}

/**
 * Tells scrolling by a person from all else that moves a list: lines that get their real height, others in their place, a keyboard that
 * opens. None of that may take a talk off its newest line: under load what was scrolled to there is drawn later, and until then the list
 * looks as if somebody had gone up.
 */
export function createHold(): Hold {
  let byHand = false;
  /** The scroll that the hand asked for has not been seen yet: an end that comes now is that of the scroll before. */
  let due = false;
  let before = { offset: 0, size: 0 };
  return {
    hand() {
      byHand = true;
      due = true;
    },
    left({ scrollOffset: offset, scrollSize: size }) {
      const last = before;
      before = { offset, size };
      due = false;
      return offset < last.offset && (byHand || size === last.size);
    },
    ended() {
      if (!due) byHand = false;
    },
    rest() {
      byHand = false;
      due = false;
    },
  };
}
