/** Pairs of person and conversation that are kept: about 50 bytes each. */
const BOUND = 1_000_000;

/** Which of the conversations that changed lately a person may hear, so that coming back costs by one's own conversations only. */
export class Hearers {
  readonly #heard = new Map<string, Set<string>>();
  readonly #people = new Map<string, readonly string[]>();
  /** Conversations whose hearers are not kept: everybody must look at them. */
  readonly #wide = new Set<string>();
  #pairs = 0;

  has(conv: string): boolean {
    return this.#people.has(conv) || this.#wide.has(conv);
  }

  /** Whether everybody must look at it. */
  isWide(conv: string): boolean {
    return this.#wide.has(conv);
  }

  /** Keeps who hears a conversation; undefined when that is not known. */
  set(conv: string, people: Iterable<string> | undefined): void {
    this.drop(conv);
    const all = people && [...people];
    if (!all || this.#pairs + all.length > BOUND) {
      this.#wide.add(conv);
      return;
    }
    this.#people.set(conv, all);
    this.#pairs += all.length;
    for (const person of all) {
      const heard = this.#heard.get(person);
      if (heard) heard.add(conv);
      else this.#heard.set(person, new Set([conv]));
    }
  }

  drop(conv: string): void {
    this.#wide.delete(conv);
    const people = this.#people.get(conv);
    if (!people) return;
    this.#people.delete(conv);
    this.#pairs -= people.length;
    for (const person of people) {
      const heard = this.#heard.get(person);
      heard?.delete(conv);
      if (heard?.size === 0) this.#heard.delete(person);
    }
  }

  /** Conversations that the person may hear; whether they still do, the conversation knows. */
  *of(person: string): Generator<string> {
    yield* this.#heard.get(person) ?? [];
    yield* this.#wide;
  }
}
