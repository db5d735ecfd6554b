/** A call that is due at a time. */
export interface Due {
  readonly at: number;
  /** Among those due at once, who asked first comes first. */
  readonly order: number;
  readonly call: () => void;
  cancelled: boolean;
}

/** Calls by the time they are due: a binary heap. What was called off stays until it comes up. */
export class TimerQueue {
  readonly #heap: Due[] = [];

  push(due: Due): void {
    this.#heap.push(due);
    let at = this.#heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The next one that still counts; it stays. */
  peek(): Due | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0];
  }

  /** The next one that still counts. */
  pop(): Due | undefined {
    const due = this.peek();
    if (due) this.#removeFirst();
    return due;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let at = 0;
    for (;;) {
      const left = at * 2 + 1;
      const least = this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(least, at)) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const one = this.#heap[a];
    const other = this.#heap[b];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const one = this.#heap[a];
    const other = this.#heap[b];
    if (!one || !other) throw new RangeError("outside of the heap");
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
