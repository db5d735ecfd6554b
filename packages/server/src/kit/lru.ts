/**
 * A map with a bound: at the bound the entry that was used longest ago makes room. Exactly that one: where two are used
 * together, as tokens and their devices, neither may outlive the other.
 */
export class Lru<K, V> {
  readonly #map = new Map<K, V>();

  constructor(readonly bound: number) {}

  get size(): number {
    return this.#map.size;
  }

  /** Reads and marks as used. */
  get(key: K): V | undefined {
    const value = this.#map.get(key);
    if (value === undefined) return undefined;
    this.#map.delete(key);
    this.#map.set(key, value);
    return value;
  }

  /** Reads without marking, for scans that must not disturb the order. */
  peek(key: K): V | undefined {
    return this.#map.get(key);
  }

  set(key: K, value: V): void {
    this.#map.delete(key);
    this.#map.set(key, value);
    if (this.#map.size <= this.bound) return;
    for (const oldest of this.#map.keys()) {
      this.#map.delete(oldest);
      break;
    }
  }

  delete(key: K): void {
    this.#map.delete(key);
  }

  clear(): void {
    this.#map.clear();
  }
}
