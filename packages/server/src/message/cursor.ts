/** What a cursor said, or why it says nothing here. [SYNC-5] */
export type CursorReading = { readonly pos: number } | { readonly reset: "other_store" | "unknown_cursor" };

/** Cursors of one store: opaque outside, inside its epoch (another store, another epoch) and a pos in base 36. */
export class Cursors {
  constructor(private readonly epoch: string) {}

  at(pos: number): string {
    return `${this.epoch}.${pos.toString(36)}`;
  }

  read(cursor: string): CursorReading {
    const found = /^([0-9a-z]+)\.([0-9a-z]{1,11})$/.exec(cursor);
    if (!found?.[1] || !found[2]) return { reset: "unknown_cursor" };
    if (found[1] !== this.epoch) return { reset: "other_store" };
    const pos = Number.parseInt(found[2], 36);
    return Number.isSafeInteger(pos) ? { pos } : { reset: "unknown_cursor" };
  }
}
