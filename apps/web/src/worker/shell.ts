import { scope } from "./scope.ts";

/** Put in by the build. */
declare const SHELL: readonly string[];
declare const VERSION: string;

const CACHE = `skein-${VERSION}`;
const PAGE = "/index.html";

/** Keeps the app's shell, so that it opens without a network. Talks are not its business: they live in the local store. */
export function keepShell(): void {
  scope.addEventListener("install", (event) => {
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...SHELL])));
  });

  scope.addEventListener("activate", (event) => {
    // A worker becomes active when no page of the last one is open, or when somebody asks for the new one: nobody misses a chunk.
    event.waitUntil(
      caches
        .keys()
        .then((names) =>
          Promise.all(
            names.filter((name) => name.startsWith("skein-") && name !== CACHE).map((name) => caches.delete(name)),
          ),
        ),
    );
  });

  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== scope.location.origin || url.pathname.startsWith("/v1/")) return;
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (SHELL.includes(url.pathname)) event.respondWith(kept(url.pathname, request));
  });

  // the person wants the new version now; all pages load anew
  scope.addEventListener("message", (event) => {
    if (event.data === "take over") event.waitUntil(scope.skipWaiting());
  });
}

/** The newest page while there is a network, the kept one while there is none. */
async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(4_000) });
    return response.status >= 500 ? await kept(PAGE, request) : response;
  } catch (error) {
    console.debug("The kept page is shown:", error);
    return kept(PAGE, request);
  }
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
