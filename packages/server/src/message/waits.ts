import type { Clock } from "../kit/clock.ts";

/** Somebody without a link waits for something of theirs to change. */
export interface Wait {
  /** Whether one may go on waiting: true when something may have changed, false when there is no place to wait any more. */
  readonly over: Promise<boolean>;
  end(): void;
}

type Wake = (goOn: boolean) => void;

/** Changes are gathered for so many ms before it is looked for whom they are. */
const GATHER = 50;
/** Waits of one person; the oldest makes room. */
const EACH = 5;

/**
 * Who waits for changes over plain requests. What changes is told of each conversation, whoever wrote it on whichever node; of a large one
 * nobody notes who hears it, so all who wait look whether it was theirs.
 */
export class Waits {
  readonly #waiting = new Map<string, Set<Wake>>();
  readonly #changed = new Set<string>();
  #closed = false;

  /** @param heardBy conversations that changed lately and that the person may hear */
  constructor(
    private readonly heardBy: (person: string) => Iterable<string>,
    private readonly clock: Clock,
  ) {}

  /** People who wait. */
  get people(): number {
    return this.#waiting.size;
  }

  changed(conv: string): void {
    if (this.#waiting.size === 0) return;
    this.#changed.add(conv);
    if (this.#changed.size === 1) this.clock.after(GATHER, () => this.#look());
  }

  /** Begins to wait: whoever then looks what changed, and finds nothing, misses nothing by waiting on. */
  begin(person: string): Wait {
    const { promise: over, resolve } = Promise.withResolvers<boolean>();
    if (this.#closed) resolve(false);
    const own = this.#waiting.get(person) ?? new Set<Wake>();
    this.#waiting.set(person, own.add(resolve));
    const [oldest] = own;
    if (own.size > EACH && oldest) this.#wake(person, own, oldest, false);
    return {
      over,
      end: () => {
        own.delete(resolve);
        if (own.size === 0 && this.#waiting.get(person) === own) this.#waiting.delete(person);
      },
    };
  }

  /** Nobody waits any more. */
  close(): void {
    this.#closed = true;
    for (const [person, own] of this.#waiting) for (const wake of own) this.#wake(person, own, wake, false);
  }

  #look(): void {
    for (const [person, own] of this.#waiting) {
      for (const conv of this.heardBy(person)) {
        if (!this.#changed.has(conv)) continue;
        for (const wake of own) this.#wake(person, own, wake, true);
        break;
      }
    }
    this.#changed.clear();
  }

  #wake(person: string, own: Set<Wake>, wake: Wake, goOn: boolean): void {
    own.delete(wake);
    if (own.size === 0) this.#waiting.delete(person);
    wake(goOn);
  }
}
