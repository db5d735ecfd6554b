/** What became of a frame that was put into an outbox. */
export type Fate =
  /** Handed to the connection. */
  | "written"
  /** The same, but the peer has not taken what was written before. */
  | "behind"
  /** Thrown away: the reader was cut off for being too slow. */
  | "slow"
  /** Thrown away: the connection had ended. */
  | "gone";

/** Called once, when it is known. */
export type TellFate = (fate: Fate) => void;

/** Who is here. Delivering to somebody who is not costs a look-up. */
export interface Audience {
  /** Puts the frame into the outbox of each of the person's links, and tells how many there are; never waits. */
  deliver(user: string, frame: string): number;
}

/** The same, with a look at whether anybody is here before a frame is made. */
export interface Attendance extends Audience {
  isHere(user: string): boolean;
}
