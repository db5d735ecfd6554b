import type { Entry, ServerFrame } from "@skein/protocol";

/** An entry as text, for comparing to the letter. */
export function textOf(entry: Entry): string {
  const { conv, seq, from, at, key, kind, count, body } = entry;
  return JSON.stringify({ conv, seq, from, at, key, kind, count, body });
}

/** A device's copy of the logs, made of deltas and live frames alone. */
export class Copy {
  /** By conversation and seq. */
  readonly logs = new Map<string, Map<number, string>>();
  cursor: string | undefined;

  /** Highest seq that was heard. */
  headOf(conv: string): number {
    return Math.max(0, ...(this.logs.get(conv)?.keys() ?? []));
  }

  /** Takes in all frames of one link that has ended; returns what does not fit. */
  takeLink(frames: readonly ServerFrame[]): string[] {
    const wrong: string[] = [];
    const live = new Map<string, number>();
    // whoever comes for the first time would read the list
    const first = this.cursor === undefined;
    for (const frame of frames) {
      if (frame.type === "welcome") this.cursor ??= frame.cursor;
      if (frame.type === "delta") {
        for (const { entries = [], head, id } of frame.conversations) {
          for (const entry of entries) this.#take(entry, wrong);
          if ((entries.at(-1)?.seq ?? head) !== head) wrong.push(`the delta of ${id} does not reach its head`);
        }
        this.cursor = frame.cursor;
      }
      if (frame.type === "entry") {
        const { conv, seq } = frame;
        const before = live.get(conv);
        if (!first && before === undefined && seq > this.headOf(conv) + 1)
          wrong.push(`${conv} ${seq} came live after ${this.headOf(conv)}`);
        if (before !== undefined && seq !== before + 1) wrong.push(`${conv} ${seq} came live after ${before}`);
        live.set(conv, seq);
        this.#take(frame, wrong);
      }
      const cursor =
        frame.type === "entry"
          ? frame.cursor
          : frame.type === "event" && "cursor" in frame.data
            ? frame.data.cursor
            : undefined;
      this.cursor = cursor ?? this.cursor;
    }
    return wrong;
  }

  #take(entry: Entry, wrong: string[]): void {
    const log = this.logs.get(entry.conv) ?? new Map<number, string>();
    this.logs.set(entry.conv, log);
    const before = log.get(entry.seq);
    const text = textOf(entry);
    if (before !== undefined && before !== text) wrong.push(`${text} stands where ${before} stood`);
    log.set(entry.seq, text);
  }
}
