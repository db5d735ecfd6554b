import { now } from "../clock.ts";
import { writeKept } from "../worker/kept.ts";

/** What a page has the worker show: see `Notice` there. */
export interface Asked {
  readonly title: string;
  readonly body: string;
  readonly avatar?: string;
  readonly language: "en" | "zh-CN";
  readonly conv: string;
  readonly root: number | undefined;
  readonly seq: number;
  readonly sound: boolean;
}

/** Has the worker show it, so that what the server pushes of the same message is not shown besides. False where there is no worker. */
export function showByWorker(notice: Asked): boolean {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker.controller : null;
  worker?.postMessage({ show: { ...notice, at: now() } });
  return worker !== null;
}

/** Takes away what was shown of conversations that were read since, on whatever device. */
export async function closeRead(isRead: (conv: string, root: number) => boolean): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) {
    const { conv, root = 0 } = (shown.data ?? {}) as { readonly conv?: string; readonly root?: number };
    if (conv !== undefined && isRead(conv, root)) shown.close();
  }
}

/** Nobody is signed in here any more: nothing of theirs stays in sight. */
export async function forgetNotices(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return;
  await closeRead(() => true);
  for (const name of ["renew", "seen", "shared"] as const) await writeKept(name, undefined);
  if ("clearAppBadge" in navigator) await navigator.clearAppBadge();
}
