import type { Entry, ServerFrame } from "@skein/protocol";
import { textOf } from "../../crash/copy.ts";

/** An entry to the letter, in few bytes. */
export function printOf(entry: Entry): bigint {
  return BigInt(Bun.hash(textOf(entry)));
}

/** A device's copy of the logs, made of deltas, live frames and, after a reset, history. Frames are taken in as they come. */
export class Heard {
  /** By conversation and seq. */
  readonly logs = new Map<string, Map<number, bigint>>();
  readonly wrong: string[] = [];
  cursor: string | undefined;
  readonly #heads = new Map<string, number>();
  /** Where each conversation got live on this link. */
  readonly #live = new Map<string, number>();
  /** The link began without a delta, so what came before is read as history. */
  #anew = true;

  /** @param loose conversations that one comes to and goes from: what is said meanwhile is not heard */
  constructor(private readonly loose: ReadonlySet<string>) {}

  /** Highest seq that was heard. */
  headOf(conv: string): number {
    return this.#heads.get(conv) ?? 0;
  }

  /** Another link. */
  begin(): void {
    this.#live.clear();
  }

  frame(frame: ServerFrame): void {
    if (frame.type === "welcome") {
      this.#anew = frame.resume === "reset";
      if (this.#anew) this.cursor = frame.cursor;
    }
    if (frame.type === "delta") {
      for (const { entries = [], head, id } of frame.conversations) {
        for (const entry of entries) this.entry(entry);
        if ((entries.at(-1)?.seq ?? head) !== head) this.wrong.push(`the delta of ${id} does not reach its head`);
      }
      this.cursor = frame.cursor;
    }
    if (frame.type === "entry") this.#alive(frame);
    if (frame.type === "entry") this.cursor = frame.cursor ?? this.cursor;
    else if (frame.type === "event" && "cursor" in frame.data) this.cursor = frame.data.cursor ?? this.cursor;
  }

  entry(entry: Entry): void {
    const log = this.logs.get(entry.conv) ?? new Map<number, bigint>();
    this.logs.set(entry.conv, log);
    const before = log.get(entry.seq);
    const print = printOf(entry);
    if (before !== undefined && before !== print) this.wrong.push(`${textOf(entry)} stands where another stood`);
    log.set(entry.seq, print);
    this.#heads.set(entry.conv, Math.max(entry.seq, this.headOf(entry.conv)));
  }

  #alive(entry: Entry): void {
    const { conv, seq } = entry;
    const before = this.#live.get(conv);
    const known = this.headOf(conv);
    this.#live.set(conv, seq);
    if (!this.loose.has(conv)) {
      if (before !== undefined && seq !== before + 1) this.wrong.push(`${conv} ${seq} came live after ${before}`);
      if (before === undefined && seq > known + 1 && !this.#anew)
        this.wrong.push(`${conv} ${seq} came live first, after ${known}`);
    }
    this.entry(entry);
  }
}
