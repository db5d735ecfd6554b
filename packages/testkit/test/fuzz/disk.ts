import { memoryStore, type Store } from "@skein/client";
import { indexedDbStore } from "@skein/client/indexeddb";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import type { VirtualClock } from "../../src/index.ts";

/** What outlives a device's program: it gives each start a store on the same data. */
export type Disk = () => Store;

export function memoryDisk(): Disk {
  const store = memoryStore();
  return () => store;
}

/** The browser's store on an IndexedDB in memory, whose answers take turns of the event loop but no time. */
export function browserDisk(clock: VirtualClock): Disk {
  // the store takes this one name from the page it runs in
  globalThis.IDBKeyRange ??= IDBKeyRange;
  const indexedDB = new IDBFactory();
  return () => outside(clock, indexedDbStore({ indexedDB }));
}

function outside(clock: VirtualClock, store: Store): Store {
  return {
    open: (scope, events) => clock.outside(store.open(scope, events)),
    entries: (conv, from, to) => clock.outside(store.entries(conv, from, to)),
    write: (changes) => clock.outside(store.write(changes)),
    clear: () => clock.outside(store.clear()),
    close: () => clock.outside(store.close()),
  };
}
