/** Lets the app open without a network. Without a service worker (plain http on another host) it works all the same, online. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker
      .register("/service-worker.js")
      .catch((error: unknown) => console.warn("The app will not open offline:", error));
  });
}
