/** A value and its neighbours in the order of use. */
interface Link<K, V> {
  readonly key: K;
  value: V;
  older: Link<K, V> | undefined;
  newer: Link<K, V> | undefined;
  /** How many places had been taken when it took its own. */
  taken: number;
}

/**
 * A map with a bound: at the bound the entry that was used longest ago makes room. Exactly that one: where two are used
 * together, as tokens and their devices, neither may outlive the other. The order is a chain: a use moves one link, while taking
 * an entry out of a map and putting it back costs several look-ups, at every message.
 *
 * With some slack an entry that took its place a short while ago keeps it: what goes may have been used a little later than what stays.
 * Where all that is used fits, nothing is moved then, and the garbage collector need not look at old links again.
 */
export class Lru<K, V> {
  readonly #links = new Map<K, Link<K, V>>();
  #oldest: Link<K, V> | undefined;
  #newest: Link<K, V> | undefined;

  #taken = 0;

  /** @param slack so many others may take places at the newest end before an entry that is used takes one again */
  constructor(
    readonly bound: number,
    private readonly slack = 0,
  ) {}

  get size(): number {
    return this.#links.size;
  }

  /** Reads and marks as used. */
  get(key: K): V | undefined {
    const link = this.#links.get(key);
    if (!link) return undefined;
    if (this.#taken - link.taken > this.slack) {
      this.#unchain(link);
      this.#append(link);
    }
    return link.value;
  }

  /** Reads without marking, for scans that must not disturb the order. */
  peek(key: K): V | undefined {
    return this.#links.get(key)?.value;
  }

  /** All of them, without marking. */
  *values(): Generator<V> {
    for (const { value } of this.#links.values()) yield value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    const link: Link<K, V> = { key, value, older: undefined, newer: undefined, taken: 0 };
    this.#links.set(key, link);
    this.#append(link);
    if (this.#links.size > this.bound && this.#oldest) this.delete(this.#oldest.key);
  }

  delete(key: K): void {
    const link = this.#links.get(key);
    if (!link) return;
    this.#links.delete(key);
    this.#unchain(link);
  }

  clear(): void {
    this.#links.clear();
    this.#oldest = undefined;
    this.#newest = undefined;
  }

  #append(link: Link<K, V>): void {
    link.older = this.#newest;
    link.newer = undefined;
    if (this.#newest) this.#newest.newer = link;
    else this.#oldest = link;
    this.#newest = link;
    link.taken = ++this.#taken;
  }

  #unchain({ older, newer }: Link<K, V>): void {
    if (older) older.newer = newer;
    else this.#oldest = newer;
    if (newer) newer.older = older;
    else this.#newest = older;
  }
}
