import { after, now } from "../clock.ts";

/** It is looked for a newer version so often, ms; and each time the page comes to the front, but no oftener than once in this. */
const LOOK = 3_600_000;
const SELDOM = 60_000;
/** How long the new version may take to be in charge, ms. */
const TAKING = 5_000;

/** Whether a newer version of the app is here and waits for the person to want it. Nothing is loaded under their hands. */
export class Update {
  private waiting: ServiceWorker | undefined;
  private looked = 0;
  private readonly listeners = new Set<() => void>();

  readonly get = (): boolean => this.waiting !== undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  watch(registration: ServiceWorkerRegistration): void {
    const note = (): void => {
      // the first worker of all replaces nothing
      if (registration.waiting && navigator.serviceWorker.controller) this.set(registration.waiting);
    };
    note();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", note);
    });
    const look = (): void => {
      if (document.visibilityState !== "visible" || now() - this.looked < SELDOM) return;
      this.looked = now();
      registration.update().catch((error: unknown) => console.debug("No newer version was looked for:", error));
    };
    this.looked = now();
    document.addEventListener("visibilitychange", look);
    const again = (): void => {
      look();
      after(LOOK, again);
    };
    after(LOOK, again);
  }

  /** Takes the new version: all pages of the app load anew. */
  take(): void {
    const reload = (): void => location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    this.waiting?.postMessage("take over");
    // the browser lets the old one answer to its end first what it was asked; what this page asked ends with the page
    after(TAKING, reload);
  }

  /** With the next start then. */
  dismiss(): void {
    this.set(undefined);
  }

  private set(waiting: ServiceWorker | undefined): void {
    if (this.waiting === waiting) return;
    this.waiting = waiting;
    for (const listener of [...this.listeners]) listener();
  }
}
