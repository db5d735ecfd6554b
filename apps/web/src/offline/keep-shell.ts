import { Update } from "./update.ts";

/** A newer version of the app that waits. */
export const update = new Update();

const registered = Promise.withResolvers<ServiceWorkerRegistration | undefined>();

/** Lets the app open without a network. Without a service worker (plain http on another host) it works all the same, online. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) {
    registered.resolve(undefined);
    return;
  }
  addEventListener("load", () => {
    navigator.serviceWorker.register("/service-worker.js").then(
      (registration: ServiceWorkerRegistration | undefined) => {
        // where something in between lets no worker be, there is none all the same
        if (registration) update.watch(registration);
        registered.resolve(registration);
      },
      (error: unknown) => {
        console.warn("The app will not open offline:", error);
        registered.resolve(undefined);
      },
    );
  });
}

/** The worker, once it is active; undefined where there is none. */
export async function workerReady(): Promise<ServiceWorkerRegistration | undefined> {
  return (await registered.promise) && navigator.serviceWorker.ready;
}
