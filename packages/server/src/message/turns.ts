/**
 * Keeps what is begun for one conversation in order while some of it must wait: later ones go after it even when they would
 * not have to wait themselves. Holds only what is under way. [FRAME-2]
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whether something is under way. */
  busy(conv: string): boolean {
    return this.#last.has(conv);
  }

  /** Runs once what was begun before has ended, however it ended; whoever awaits the answer goes on before the next one runs. */
  take<T>(conv: string, run: () => Promise<T>): Promise<T> {
    const before = this.#last.get(conv);
    const mine = before ? before.then(run, run) : run();
    this.#last.set(conv, mine);
    const end = (): void => {
      if (this.#last.get(conv) === mine) this.#last.delete(conv);
    };
    mine.then(end, end);
    return mine;
  }
}
