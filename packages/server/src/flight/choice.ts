import { directPeople } from "@skein/protocol";
import type { Clock } from "../kit/clock.ts";

/** People and conversations watched at a time. */
const BOUND = 100;
/** Characters at a key's end that decide: keys differ there, whoever makes them. */
const TAIL = 6;

/**
 * Which messages are recorded: one in so many, and all of whoever is watched. It is the message's key that decides, so that all nodes
 * choose the same ones, before it has a place and after, without a word between them.
 */
export class Choice {
  readonly #below: number;
  readonly #watched = new Map<string, () => void>();

  /**
   * @param sample one message in so many; 0 for none
   * @param isMember whether somebody is in a group, as far as that is known without a wait
   */
  constructor(
    readonly sample: number,
    private readonly clock: Clock,
    private readonly isMember: (conv: string, user: string) => boolean,
  ) {
    this.#below = sample === 0 ? 0 : 2 ** 32 / sample;
  }

  /** Asked several times for every message: usually this is some arithmetic. */
  takes(conv: string, from: string, key: string | null | undefined): boolean {
    if (typeof key === "string" && scattered(key) < this.#below) return true;
    return this.#watched.size > 0 && this.#isWatched(conv, from);
  }

  /** Records all of a person or a conversation for so many ms from now. False when too many are watched already. */
  watch(whom: string, ms: number): boolean {
    if (!this.#watched.has(whom) && this.#watched.size >= BOUND) return false;
    this.#watched.get(whom)?.();
    const callOff = this.clock.after(ms, () => {
      this.#watched.delete(whom);
    });
    this.#watched.set(whom, callOff);
    return true;
  }

  get watched(): string[] {
    return [...this.#watched.keys()];
  }

  close(): void {
    for (const callOff of this.#watched.values()) callOff();
    this.#watched.clear();
  }

  #isWatched(conv: string, from: string): boolean {
    if (this.#watched.has(conv) || this.#watched.has(from)) return true;
    const named = directPeople(conv) ?? [];
    for (const person of named) if (this.#watched.has(person)) return true;
    for (const whom of this.#watched.keys()) if (this.isMember(conv, whom)) return true;
    return false;
  }
}

/** 0 … 2^32, even where keys only count up. */
function scattered(key: string): number {
  let value = 0;
  for (let at = Math.max(0, key.length - TAIL); at < key.length; at++)
    value = Math.imul(value ^ key.charCodeAt(at), 0x9e3779b1);
  return value >>> 0;
}
