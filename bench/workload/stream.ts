/** Sends whose due time is remembered; a peer that has more unanswered on one stream is beyond what it can carry. */
const REMEMBERED = 4096;

/** When each of the latest sends of a stream or line was due. */
export class DueTimes {
  readonly #due = new Float64Array(REMEMBERED);
  #next = 0;

  /** Numbers given out so far. */
  get count(): number {
    return this.#next;
  }

  /** Notes that the next message is due at `due`, and returns its number. */
  add(due: number): number {
    this.#due[this.#next % REMEMBERED] = due;
    return this.#next++;
  }

  /** As {@link of}, but only once for each number: NaN for one that was taken before. */
  take(number: number): number {
    const due = number >= 0 && number < this.#next ? this.of(number) : Number.NaN;
    if (!Number.isNaN(due)) this.#due[number % REMEMBERED] = Number.NaN;
    return due;
  }

  /** When message `number` was due, in ms; NaN when that is forgotten. */
  of(number: number): number {
    return this.#next - number > REMEMBERED ? Number.NaN : (this.#due[number % REMEMBERED] ?? Number.NaN);
  }
}

/** What one sender writes to one conversation. */
export interface Stream {
  readonly number: number;
  readonly sender: number;
  readonly due: DueTimes;
}
