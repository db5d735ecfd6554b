import type { Memory } from "../src/transport/memory.ts";

/** A memory that outlives the clients of a test. */
export class MapMemory extends Map<string, string> implements Memory {
  getItem(key: string): string | null {
    return this.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.set(key, value);
  }

  removeItem(key: string): void {
    this.delete(key);
  }
}
