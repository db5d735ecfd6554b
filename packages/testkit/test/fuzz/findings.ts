/** Found wrong beyond this is not told one by one. */
const TOLD = 20;

/** What is wrong with a run, in words. */
export class Findings {
  readonly #all: string[] = [];

  add(what: string): void {
    this.#all.push(what);
  }

  /** Adds a line for each field that is not as it should be. */
  differ(where: string, shown: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(right)) {
      const [one, other] = [JSON.stringify(shown[name]), JSON.stringify(value)];
      if (one !== other) this.add(`${where}: ${name} is ${one}, should be ${other}`);
    }
  }

  get none(): boolean {
    return this.#all.length === 0;
  }

  toString(): string {
    const more = this.#all.length > TOLD ? [`… and ${this.#all.length - TOLD} more`] : [];
    return [...this.#all.slice(0, TOLD), ...more].join("\n");
  }
}
