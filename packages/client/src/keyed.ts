import { Listeners, type Observable } from "./observable.ts";

/**
 * Values by key, each observable by itself. An observable handed out holds nothing, so the bound on them costs an evicted
 * one no more than its identity.
 */
export class Keyed<V> {
  private readonly values = new Map<string, V>();
  private readonly listeners = new Map<string, Listeners>();
  private readonly handles = new Map<string, Observable<V | undefined>>();

  constructor(private readonly bound: { readonly values: number; readonly handles: number }) {}

  get(key: string): V | undefined {
    return this.values.get(key);
  }

  keys(): IterableIterator<string> {
    return this.values.keys();
  }

  all(): IterableIterator<V> {
    return this.values.values();
  }

  set(key: string, value: V): void {
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > this.bound.values) this.evict();
    this.listeners.get(key)?.changed();
  }

  delete(key: string): void {
    if (this.values.delete(key)) this.listeners.get(key)?.changed();
  }

  /** Whether somebody listens to this key. */
  watched(key: string): boolean {
    return this.listeners.has(key);
  }

  /** The observable of one key; the same one each time. */
  of(key: string): Observable<V | undefined> {
    const known = this.handles.get(key);
    if (known) return known;
    const handle: Observable<V | undefined> = {
      get: () => this.values.get(key),
      subscribe: (listener) => this.listen(key, listener),
    };
    this.handles.set(key, handle);
    if (this.handles.size > this.bound.handles) {
      for (const oldest of this.handles.keys()) {
        this.handles.delete(oldest);
        break;
      }
    }
    return handle;
  }

  private listen(key: string, listener: () => void): () => void {
    let listeners = this.listeners.get(key);
    if (!listeners) {
      listeners = new Listeners();
      this.listeners.set(key, listeners);
    }
    const end = listeners.subscribe(listener);
    const own = listeners;
    return () => {
      end();
      if (own.size === 0 && this.listeners.get(key) === own) this.listeners.delete(key);
    };
  }

  /** The one set longest ago that nobody looks at. */
  private evict(): void {
    for (const key of this.values.keys()) {
      if (this.listeners.has(key)) continue;
      this.values.delete(key);
      return;
    }
  }
}
