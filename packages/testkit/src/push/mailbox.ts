/** What a service under test was sent, and whoever waits for it. */
export class Mailbox<Item> {
  readonly items: Item[] = [];
  #waiting: (() => void)[] = [];

  add(item: Item): void {
    this.items.push(item);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves to the first `many`, once there are so many. */
  async first(many: number): Promise<readonly Item[]> {
    while (this.items.length < many) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.items.slice(0, many);
  }

  /** Resolves to the first that fits, which may be there already. */
  async one(fits: (item: Item) => boolean): Promise<Item> {
    for (;;) {
      const found = this.items.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}
