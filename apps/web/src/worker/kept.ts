/**
 * What page and worker keep for each other: both have caches, and a worker has no local storage. `seen`: the newest message that was
 * shown of each conversation. `renew`: what a changed subscription is replaced with. `shared`: what another
 * app has shared, until somebody has said where it goes.
 */
const CACHE = "kept-for-worker";

export type KeptName = "seen" | "renew" | "shared";

const place = (name: string): string => `/kept/${name}`;

export async function readKept(name: KeptName): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(place(name));
}

export async function writeKept(name: KeptName, what: BodyInit | undefined, headers: HeadersInit = {}): Promise<void> {
  const cache = await caches.open(CACHE);
  if (what === undefined) await cache.delete(place(name));
  else await cache.put(place(name), new Response(what, { headers }));
}
