import { guarded } from "./observable.ts";

/** Typed events: `on` returns what ends the listening. */
export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(event: never) => void>>();

  on<N extends keyof Events>(name: N, listener: (event: Events[N]) => void): () => void {
    const own = (event: Events[N]): void => listener(event);
    const set = this.listeners.get(name) ?? new Set();
    set.add(own);
    this.listeners.set(name, set);
    return () => {
      set.delete(own);
    };
  }

  emit<N extends keyof Events>(name: N, event: Events[N]): void {
    const set = this.listeners.get(name);
    if (!set) return;
    for (const listener of [...set]) guarded(() => (listener as (event: Events[N]) => void)(event));
  }
}
