import type { Observable } from "@skein/client";
import { useSyncExternalStore } from "react";

/** The present value of an observable; renders again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.get);
}
