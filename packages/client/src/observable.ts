/**
 * A value that changes. `get` keeps its identity until there is a change, and both functions may be passed on unbound,
 * so `useSyncExternalStore(o.subscribe, o.get)` works as it stands.
 *
 * Listeners are called once after a run of changes, in a microtask: a thousand entries in one frame are one call.
 */
export interface Observable<T> {
  readonly get: () => T;
  /** Calls `listener` after each change; returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Calls its listeners once for all changes up to the next microtask. */
export class Listeners {
  private readonly all = new Set<() => void>();
  private scheduled = false;

  get size(): number {
    return this.all.size;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    // Wrapped, so that the same function may listen twice.
    const own = (): void => listener();
    this.all.add(own);
    return () => {
      this.all.delete(own);
    };
  };

  changed(): void {
    if (this.scheduled || this.all.size === 0) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      for (const listener of [...this.all]) guarded(listener);
    });
  }
}

/** Runs foreign code so that its error surfaces as uncaught without stopping what comes after it. */
export function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** An observable that holds its value. */
export class Cell<T> implements Observable<T> {
  private readonly listeners = new Listeners();

  constructor(private value: T) {}

  readonly get = (): T => this.value;
  readonly subscribe = this.listeners.subscribe;

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    this.listeners.changed();
  }
}

/** An observable worked out from others' state: marked stale by `touch`, worked out again when somebody looks. */
export class Derived<T> implements Observable<T> {
  private readonly listeners = new Listeners();
  private stale = true;
  private value: T | undefined;

  /** @param compute gets the last value, and returns it again when nothing a reader can see has changed */
  constructor(private readonly compute: (last: T | undefined) => T) {}

  readonly get = (): T => {
    if (this.stale) {
      this.value = this.compute(this.value);
      this.stale = false;
    }
    return this.value as T;
  };
  readonly subscribe = this.listeners.subscribe;

  touch(): void {
    this.stale = true;
    this.listeners.changed();
  }
}
