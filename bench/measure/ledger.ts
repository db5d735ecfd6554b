const SHOWN = 5;

/** The mark that every message of a run begins with: which stream, and its number in it. */
function mark(stream: number, number: number): string {
  return `${stream}.${number}.`;
}

const PADDING = "the quick brown fox jumps over the lazy dog while the line keeps its order and loses not one word";

/** A message text of about 110 bytes that carries its mark. */
export function textOf(stream: number, number: number): string {
  return mark(stream, number) + PADDING;
}

export interface Mark {
  readonly stream: number;
  readonly number: number;
}

/** Reads the mark at the head of a text; undefined for a text that is none of ours. */
export function readMark(text: string): Mark | undefined {
  const first = text.indexOf(".");
  const second = text.indexOf(".", first + 1);
  if (first < 1 || second < 0) return undefined;
  return { stream: Number(text.slice(0, first)), number: Number(text.slice(first + 1, second)) };
}

/**
 * What each receiver has seen of each stream. A stream is what one sender wrote to one conversation, numbered 0, 1, 2 …;
 * each receiver must see each number once and in order, so one counter a pair finds loss, duplicates and disorder.
 */
export class Ledger {
  readonly #next = new Map<number, number>();
  readonly #faults: string[] = [];
  #faultCount = 0;
  #delivered = 0;

  get delivered(): number {
    return this.#delivered;
  }

  /** Notes a delivery. */
  deliver(receiver: number, { stream, number }: Mark): void {
    this.#delivered += 1;
    const pair = receiver * 65_536 + stream;
    const expected = this.#next.get(pair) ?? 0;
    if (number !== expected) {
      const what = number < expected ? "again or out of order" : "early";
      this.fault(`receiver ${receiver} got ${number} of stream ${stream} ${what}, expected ${expected}`);
    }
    if (number >= expected) this.#next.set(pair, number + 1);
  }

  fault(what: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < SHOWN) this.#faults.push(what);
  }

  /** What went wrong, the first few in full; empty for a run that kept every promise. */
  faults(): string[] {
    const more = this.#faultCount - this.#faults.length;
    return more > 0 ? [...this.#faults, `and ${more} more`] : [...this.#faults];
  }
}
