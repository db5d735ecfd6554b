/** Below this many dropped items the array is left as it is. */
const SLACK = 32;

/** A list that grows at its end and shrinks at its start, both in constant time: an array's own `shift` moves all that is left. */
export class Conveyor<T> {
  #items: T[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  /** The one at its end. */
  get last(): T | undefined {
    return this.length > 0 ? this.#items.at(-1) : undefined;
  }

  /** Puts one in its place, near the end: behind the last one that does not belong after it. */
  insert(item: T, after: (other: T) => boolean): void {
    let at = this.#items.length;
    while (at > this.#first && after(this.#items[at - 1] as T)) at -= 1;
    if (at === this.#items.length) this.#items.push(item);
    else this.#items.splice(at, 0, item);
  }

  /** Takes the first one off. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#first];
    this.#first += 1;
    if (this.#first > SLACK && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  /** The last ones, as far back as `wanted` says yes without a break; in order. */
  lastWhile(wanted: (item: T) => boolean): T[] {
    let from = this.#items.length;
    while (from > this.#first && wanted(this.#items[from - 1] as T)) from -= 1;
    return this.#items.slice(from);
  }
}
