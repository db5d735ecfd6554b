import { within } from "../clock.ts";
import { Failure } from "../expect.ts";

/** What came, in order, and whoever waits for something of it. */
export class Mailbox<T> {
  readonly all: T[] = [];
  #waiting: { readonly look: (item: T) => boolean; readonly over: (why: Error) => void }[] = [];
  #over: Error | undefined;

  /** @param patience ms after which whoever waits gives up */
  constructor(private readonly patience: number) {}

  put(item: T): void {
    this.all.push(item);
    this.#waiting = this.#waiting.filter(({ look }) => !look(item));
  }

  /** Nothing more will come. */
  end(why: Error): void {
    this.#over = why;
    for (const { over } of this.#waiting.splice(0)) over(why);
  }

  /**
   * The first item that matches, of all that came or will come.
   *
   * @param what is waited for, in plain words
   */
  find<F extends T>(matches: (item: T) => item is F, what: string, patience?: number): Promise<F>;
  find(matches: (item: T) => boolean, what: string, patience?: number): Promise<T>;
  find(matches: (item: T) => boolean, what: string, patience = this.patience): Promise<T> {
    const found = this.all.find(matches);
    if (found !== undefined) return Promise.resolve(found);
    if (this.#over) return Promise.reject(this.#over);
    const coming = new Promise<T>((resolve, reject) => {
      const look = (item: T): boolean => {
        if (!matches(item)) return false;
        resolve(item);
        return true;
      };
      this.#waiting.push({ look, over: reject });
    });
    return within(
      patience,
      coming,
      () => new Failure(`waiting for ${what}`, what, `nothing of it within ${patience} ms`),
    );
  }
}
