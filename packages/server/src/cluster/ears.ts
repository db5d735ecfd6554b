import type { Log } from "../kit/log.ts";
import { checkSubject } from "./subject.ts";

/** Gets a word, and the id of the node that published it. */
export type Hear = (text: string, from: string) => void;

/** Everybody on one node who listens to the bus. One that throws disturbs no other. */
export class Ears {
  readonly #hearers = new Map<string, Set<{ readonly hear: Hear }>>();
  readonly #watchers = new Set<{ readonly call: (connected: boolean) => void }>();

  constructor(private readonly log: Log) {}

  /** Subjects that somebody hears. */
  get subjects(): Iterable<string> {
    return this.#hearers.keys();
  }

  hears(subject: string): boolean {
    return this.#hearers.has(subject);
  }

  /** @returns ends it */
  add(subject: string, hear: Hear): () => void {
    checkSubject(subject);
    const all = this.#hearers.get(subject) ?? new Set();
    this.#hearers.set(subject, all);
    // who asks twice is called twice
    const one = { hear };
    all.add(one);
    return () => {
      // the subject may have got another set meanwhile
      if (all.delete(one) && all.size === 0) this.#hearers.delete(subject);
    };
  }

  word(subject: string, text: string, from: string): void {
    for (const { hear } of this.#hearers.get(subject) ?? []) this.#safely(() => hear(text, from), { subject });
  }

  /** @returns ends it */
  watch(call: (connected: boolean) => void): () => void {
    const one = { call };
    this.#watchers.add(one);
    return () => {
      this.#watchers.delete(one);
    };
  }

  connection(connected: boolean): void {
    for (const { call } of this.#watchers) this.#safely(() => call(connected), { connected });
  }

  /** Nobody is called any more. */
  clear(): void {
    for (const all of this.#hearers.values()) all.clear();
    this.#hearers.clear();
    this.#watchers.clear();
  }

  #safely(call: () => void, about: object): void {
    try {
      call();
    } catch (fault) {
      this.log.error({ ...about, err: fault }, "somebody who listens to the bus failed");
    }
  }
}
