/** Who may open a connection now: so many at once, and of those that have not said hello so many for each address. */
export class Admission {
  #open = 0;
  readonly #unproven = new Map<string, number>();

  constructor(private readonly bound: { readonly connections: number; readonly unprovenPerAddress: number }) {}

  get open(): number {
    return this.#open;
  }

  /** Counts a connection in; false when there is no room. [CONN-11] [LIMIT-4] */
  enter(address: string): boolean {
    const unproven = this.#unproven.get(address) ?? 0;
    if (this.#open >= this.bound.connections || unproven >= this.bound.unprovenPerAddress) return false;
    this.#open += 1;
    this.#unproven.set(address, unproven + 1);
    return true;
  }

  /** It has said a good hello, or is gone without. */
  proven(address: string): void {
    const unproven = this.#unproven.get(address) ?? 0;
    if (unproven <= 1) this.#unproven.delete(address);
    else this.#unproven.set(address, unproven - 1);
  }

  leave(): void {
    this.#open -= 1;
  }
}
