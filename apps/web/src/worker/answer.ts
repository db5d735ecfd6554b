import { after } from "../clock.ts";
import type { Notice } from "./notice.ts";
import { scope } from "./scope.ts";
import { show, windows } from "./show.ts";
import { WORDS } from "./words.ts";

/** Between tries of what the network did not let through. ms */
const PAUSES = [1_000, 4_000];

type Shown = Notice & { readonly place: string };

/** What is done at a notification: go there, answer, mark as read. No page need be open: the token in it is enough. */
export function answerNotices(): void {
  scope.addEventListener("notificationclick", (event) => {
    const { notification, action, reply } = event;
    const notice = notification.data as Shown | null;
    notification.close();
    if (!notice) return;
    if (action === "read") event.waitUntil(markRead(notice));
    else if (action === "reply" && reply) event.waitUntil(answer(notice, reply));
    else event.waitUntil(goTo(notice.place));
  });
}

async function markRead({ token }: Shown): Promise<void> {
  await ask("push.read", { token });
}

async function answer(notice: Shown, text: string): Promise<void> {
  const { token, language } = notice;
  if (await ask("push.reply", { token, key: await keyOf(`${token} ${text}`), text })) return;
  // nothing is lost in silence: it can be copied from here, and a press leads where it belongs
  const { token: _token, ...rest } = notice;
  await show({ ...rest, title: WORDS[language].unsent, body: text });
}

/** The same answer has the same key, at every try: it is said once. */
async function keyOf(text: string): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(sum.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(command: string, params: object): Promise<boolean> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      const response = await fetch(`/v1/${command}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(params),
      });
      if (response.ok || response.status < 500) return response.ok;
    } catch (error) {
      console.debug("The server was not reached:", error);
    }
    if (pause !== undefined) await new Promise<void>((resolve) => after(pause, resolve));
  }
  return false;
}

/** The page that is open goes there; where none is, one is opened. */
async function goTo(place: string): Promise<void> {
  const [first] = [...(await windows())].sort(
    (a, b) => Number(b.visibilityState === "visible") - Number(a.visibilityState === "visible"),
  );
  if (!first) {
    await scope.clients.openWindow(place);
    return;
  }
  first.postMessage({ open: place });
  await first.focus();
}
