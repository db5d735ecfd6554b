/** Chance that can be had again: the same seed, the same numbers (Bob Jenkins' sfc32). */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = stream | 0;
    // the state takes some rounds to forget how alike two seeds were
    for (let i = 0; i < 15; i++) this.#bits();
  }

  /** 0 ≤ n < 1; bound to itself, so that it can be handed over as a function. */
  readonly next = (): number => this.#bits() / 2 ** 32;

  /** So many bytes; handed over as the server's `RandomBytes`. */
  readonly bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => this.#bits() & 0xff);

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True in so many of 1. */
  chance(of: number): boolean {
    return this.next() < of;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[this.integer(0, list.length - 1)] as T;
  }

  /** One of the names of a table, as often as its weight says. */
  weighted<N extends string>(weights: Readonly<Record<N, number>>): N {
    const rows = Object.entries(weights) as [N, number][];
    let left = this.next() * rows.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of rows) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new RangeError("no weight above 0");
  }

  /** Chance of its own for one part of a run, so that what one part draws does not change what another gets. */
  fork(): SeededRandom {
    return new SeededRandom(this.#bits(), this.#bits());
  }

  #bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
